"""A workflow of this repository run for an event: its real jobs and steps, by nektos/act and without containers.

The actions of others are replaced by the stubs in tests/fixtures/actions/; nothing is fetched. The forge does some
things otherwise. There a job has the rights that `permissions` gives it, here a token opens what the test's server lets
it. Below `on` only `types` and a workflow_run's `workflows` count here. The forge prints `env` and `with` in the log.
And act evaluates the `env` of a job (not of a step) twice, so that an expression in an event's text takes effect there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.repository import git
from tests.sites import REPOSITORY

ACTIONS = Path(__file__).parent / "fixtures/actions"
PROGRAMS = Path(sys.executable).parent
MAIN = "main"

_USES = re.compile(r"uses:\s*[\"']?([\w.-]+/[\w.-]+)@([\w./-]+)")
# The actions of a request that start a workflow which names none; those of other events all do.
_OPENED = ("opened", "synchronize", "reopened")
# act gives every step a terminal, the forge gives none: programs would colour, page and ask.
_SHELL = '#!{bash}\n[ -t 0 ] || exec {bash} "$@"\nset -o pipefail\n{bash} "$@" < /dev/null 2>&1 | cat\n'


class Step(NamedTuple):
    """What came of a step: `result` is success, failure or skipped; `log` what its commands printed."""

    job: str
    name: str
    result: str
    log: str
    summary: str
    outputs: dict[str, str]


class Done(NamedTuple):
    """What came of a run: `code` is 0 if no job failed; `jobs` has the result of every job, skipped ones too."""

    code: int
    log: str
    jobs: dict[str, str]
    steps: list[Step]

    @property
    def summary(self) -> str:
        return "".join(step.summary for step in self.steps)

    def step(self, name: str, job: str = "") -> Step:
        """The step of that name, or with that `uses` or `run` if it has no name."""
        (found,) = (step for step in self.steps if step.name == name and job in {"", step.job})
        return found


def equip(root: Path) -> None:
    """Puts the workflows into a scratch register, and what `make` looks at; the caller commits."""
    shutil.copytree(REPOSITORY / ".github/workflows", root / ".github/workflows")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, root)


def run(
    root: Path, workflow: str, event_name: str, event: Mapping[str, Any], *, artifacts: Path, job: str = "",
    env: Mapping[str, str] | None = None, secrets: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
) -> Done:  # fmt: skip
    """Runs `.github/workflows/<workflow>` as it is committed in the repository `root`, whose default branch is main.

    For `pull_request` that is the merge of `pull_request.head.sha` into `pull_request.base.sha`, for any other event
    the tip of main; both the workflow and the job's files come from there, never from what lies in `root` uncommitted.
    `job` runs one job and those it needs. `env` stands above the `env` of the workflow and its jobs, below a step's; a
    PATH in it is where the steps find programs. An artifact lies in `artifacts`/<name>/ and is found there by later
    runs. Everything else that is written goes with the run, from a folder beside `artifacts`.
    """
    known = {"full_name": "example-org/unions", "default_branch": MAIN, "private": False} | event.get("repository", {})
    event = {**event, "repository": known}
    ref = _merged(root, event["pull_request"]) if event_name == "pull_request" else f"refs/heads/{MAIN}"
    artifacts.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="act-", dir=artifacts.parent) as made:
        folder = Path(made)
        source = folder / "source"
        git(folder, "clone", "--quiet", "--no-checkout", root.resolve().as_uri(), str(source))
        git(source, "fetch", "--quiet", "origin", ref)
        git(source, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        path = source / ".github/workflows" / workflow
        if not _starts(path, event_name, event):
            return Done(0, f"{event_name} does not start {workflow}", {}, [])
        (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
        told = {
            "GITHUB_REPOSITORY": known["full_name"], "GITHUB_REF": ref, "SHA_REF": git(source, "rev-parse", "HEAD"),
            "ACT_ROOT": str(root.resolve()), "ACT_ARTIFACTS": str(artifacts.resolve()), "ACT_PROGRAMS": str(PROGRAMS),
            **(env or {}), "PATH": f"{_programs(folder)}:{(env or {}).get('PATH', os.environ['PATH'])}",
        }  # fmt: skip
        command = [
            str(PROGRAMS / "act"), event_name, "--workflows", str(path), "--eventpath", str(folder / "event.json"),
            "--platform", "ubuntu-24.04=-self-hosted", "--actor", event.get("sender", {}).get("login", "example"),
            "--no-skip-checkout", "--action-offline-mode", "--no-cache-server", "--json", "--verbose", "--rm",
            *_given("--job", [job] if job else []), *_given("--local-repository", _stubs(path.parent)),
            *_given("--env", _pairs(told)), *_given("--secret", _pairs(secrets)), *_given("--var", _pairs(variables)),
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=source, env=_environment(folder), capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=300,
        )  # fmt: skip
    return _read(done.returncode, done.stdout, done.stderr)


def _merged(root: Path, request: Mapping[str, Any]) -> str:
    """The ref of the merge that the forge makes of a request to try it out."""
    base, head = request["base"]["sha"], request["head"]["sha"]
    tree = git(root, "merge-tree", "--write-tree", base, head)
    commit = git(root, "commit-tree", tree, "-p", base, "-p", head, "-m", f"Merge {head} into {base}")
    ref = f"refs/pull/{request['number']}/merge"
    git(root, "update-ref", ref, commit)
    return ref


def _starts(path: Path, event_name: str, event: Mapping[str, Any]) -> bool:
    """Whether the forge would start the workflow; act itself looks at the event's name alone."""
    started = yaml.safe_load(path.read_text(encoding="utf-8"))[True]  # YAML 1.1 reads the key `on` as true
    if not isinstance(started, dict):
        return event_name == started or event_name in started
    if event_name not in started:
        return False
    filters = started[event_name] if isinstance(started[event_name], dict) else {}
    if event_name == "workflow_run" and event["workflow_run"]["name"] not in filters["workflows"]:
        return False
    types = filters.get("types", _OPENED if event_name in {"pull_request", "pull_request_target"} else None)
    return types is None or event.get("action") in types


def _stubs(workflows: Path) -> list[str]:
    """For every action that one of the workflows uses, the folder that takes its place."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(workflows.glob("*.yml")))
    stubs = []
    for action, ref in sorted(set(_USES.findall(text))):
        owner, _, name = action.partition("/")
        own = ACTIONS / name
        stubs.append(f"{action}@{ref}={own if owner == 'actions' and own.is_dir() else ACTIONS / 'unknown'}")
    return stubs


def _programs(folder: Path) -> Path:
    """A folder with the shell that the steps are to find first."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "bash").write_text(_SHELL.format(bash=shutil.which("bash")), encoding="utf-8")
    (programs / "bash").chmod(0o755)
    return programs


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person's own settings; act keeps its files below these folders and asks nobody."""
    (folder / "tmp").mkdir()
    return {
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
        "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "home/.config"),
        "GIT_CONFIG_NOSYSTEM": "1", "ACT_DISABLE_VERSION_CHECK": "1", "PIP_NO_INDEX": "1",
    }  # fmt: skip


def _pairs(named: Mapping[str, str] | None) -> list[str]:
    return [f"{name}={value}" for name, value in (named or {}).items()]


def _given(option: str, values: Iterable[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def _read(code: int, output: str, errors: str) -> Done:
    """The run, read from act's log, which is one JSON object a line."""
    log: list[str] = []
    jobs: dict[str, str] = {}
    steps: dict[tuple[str, str], Step] = {}
    for entry in map(json.loads, output.rstrip("\n").split("\n") if output else ()):
        name = entry.get("jobID", "")
        if "jobResult" in entry:
            jobs[name] = entry["jobResult"]
        if entry.get("stage") == "Main" and "stepID" in entry:
            key = (name, entry["stepID"][0])
            steps[key] = _added(steps.get(key, Step(name, entry["step"].strip(), "", "", "", {})), entry)
        if line := _printed(entry) or _told(entry):
            log.append(f"[{name}] {line.rstrip()}")
    # What act says of itself is JSON there too, but for the error it ends with.
    log += [line for line in errors.split("\n") if line and not line.startswith("{")]
    return Done(code, "\n".join(log), jobs, list(steps.values()))


def _added(step: Step, entry: Mapping[str, Any]) -> Step:
    """The step with what one entry of the log says of it; the steps of a stub belong to the step that uses it."""
    step = step._replace(log=step.log + _printed(entry))
    if entry.get("command") == "summary":
        return step._replace(summary=step.summary + entry["content"])
    if len(entry["stepID"]) > 1:
        return step
    if entry.get("command") == "set-output":
        return step._replace(outputs={**step.outputs, entry["name"]: entry["arg"]})
    return step._replace(result=entry.get("stepResult", step.result))


def _printed(entry: Mapping[str, Any]) -> str:
    """What the step itself printed, if the entry holds that; its commands to the forge as they were written."""
    if entry.get("raw_output") and entry["level"] != "debug":
        return str(entry["msg"])
    # Secrets are masked in `msg` alone.
    return entry["msg"][entry["msg"].find("::") :] if "raw" in entry and "::" in entry["msg"] else ""


def _told(entry: Mapping[str, Any]) -> str:
    """What act tells of a step or job, without the inside of stubs and what comes before and after the steps."""
    own = "jobResult" in entry or (entry.get("stage") == "Main" and len(entry["stepID"]) == 1)
    noise = entry["level"] == "debug" or entry["msg"].startswith("LocalRepositoryCache")
    return str(entry["msg"]) if (own or entry["level"] == "error") and not noise else ""
