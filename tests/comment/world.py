"""A register with its forge: applicants bring pull requests, and the bot answers them by the product's own commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner, Result

from tests.forge.forge import Comment, Forge
from tests.lives.life import Edits, Life
from tests.support import SLUG
from union_registry.answer.answer import Answer, from_json
from union_registry.cli import cli

BOT = 41898282
BUREAU = 100000001
# The owner of the valid union, as its owners.yaml has it.
OWNER = 100000011
DAY = "2025-12-01"
MARK, NOTICE = "<!-- unions:verdict", "<!-- unions:notice"


class Ran(NamedTuple):
    """What came of a half of the command, or of both: exit code of the last, and all that was said."""

    code: int
    said: str


class World:
    """The default branch is checked out below `root`; requests exist on the `forge` only."""

    def __init__(self, folder: Path, forge: Forge) -> None:
        self.life, self.forge, self.answer_file = Life(folder), forge, folder.parent / "answer.json"
        self.root = self.life.root
        self.bot = forge.user("github-actions[bot]", id=BOT)
        self.clerk = forge.user("bureau-clerk", id=BUREAU)
        self.owner = forge.user("sample-valid-office", id=OWNER)
        self.newcomer = forge.user("newcomer", id=77)
        self.reading, self.writing = forge.token(self.bot, write=False), forge.token(self.bot)
        self.publish()

    def publish(self) -> None:
        """What is on main becomes what the forge has there."""
        self.forge.take(self.root, "main", "refs/heads/main")

    def accept(self, day: str, files: Mapping[str, Any], slug: str = SLUG) -> None:
        """Files that have been merged already."""
        self.life.write(day, files, slug)
        self.publish()

    def bring(
        self, change: Callable[[Life], object], author: Any = None, *, base: str = "main", branch: str = "patch-1"
    ) -> int:
        """A pull request whose commit holds what `change` does to the register's files; its number."""
        author = author or self.newcomer
        # The bot has no fork: its branches lie in the repository itself.
        owner = self.forge.owner if author == self.bot else author
        return self.forge.open_pull(owner.login, branch, self.commit(change, base), author)

    def submit(self, files: Mapping[str, Any], slug: str = SLUG, author: Any = None, **more: str) -> int:
        """A pull request that adds or replaces files of a union."""
        return self.bring(lambda life: life.lay(files, slug), author, **more)

    def push(self, number: int, change: Callable[[Life], object]) -> str:
        """A further commit on the branch of a pull request."""
        commit = self.commit(change, self.forge.pulls[number].head_sha)
        self.forge.move_head(number, commit)
        return commit

    def commit(self, change: Callable[[Life], object], base: str = "main") -> str:
        """A commit on top of `base` that the forge has and main has not."""
        self.life.git("checkout", "--quiet", "--detach", base)
        change(self.life)
        self.life.git("add", "-Af")
        self.life.git("commit", "--quiet", "--allow-empty", "-m", "示例")
        commit = self.life.git("rev-parse", "HEAD")
        self.life.git("checkout", "--quiet", "--force", "main")
        self.forge.take(self.root, commit)
        return commit

    def edit(self, name: str, edits: Edits, slug: str = SLUG) -> Callable[[Life], object]:
        return lambda life: life.edit(name, edits, slug)

    def compute(self, number: int, *options: str, token: str = "", **env: str) -> Ran:
        """The half that judges."""
        self.answer_file.unlink(missing_ok=True)
        out = ["--out", str(self.answer_file), "--as-of", DAY, "--pull", str(number)]
        return self._run(["comment", "compute", *out, *options], token or self.reading, env)

    def post(self, number: int, *options: str, token: str = "", file: Path | None = None, **env: str) -> Ran:
        """The half that writes."""
        arguments = ["comment", "post", str(file or self.answer_file), "--pull", str(number), *options]
        return self._run(arguments, token or self.writing, env)

    def answer(self, number: int) -> Ran:
        """Both halves, one after the other, as the workflow runs them."""
        ran = self.compute(number)
        return self.post(number) if self.answer_file.exists() else ran

    def answered(self, number: int) -> Answer:
        """What is computed for a pull request now."""
        ran = self.compute(number)
        assert ran.code == 0, ran.said
        return from_json(self.answer_file.read_text(encoding="utf-8"))

    def verdicts(self, number: int) -> list[Comment]:
        """The bot's verdict comments; there should be one."""
        return [c for c in self.forge.comments(number) if c.user == self.bot and c.body.startswith(MARK)]

    def verdict(self, number: int) -> str:
        """The one verdict comment."""
        (only,) = self.verdicts(number)
        return only.body

    def notices(self, number: int) -> list[str]:
        return [c.body for c in self.forge.comments(number) if c.user == self.bot and c.body.startswith(NOTICE)]

    def status(self, number: int) -> tuple[str, str | None] | None:
        """State and description of the bot's status on the newest commit, None if it has none."""
        found = self.forge.statuses(self.forge.pulls[number].head_sha)
        return next(((s.state, s.description) for s in found if s.context == "unions/verdict"), None)

    def _run(self, arguments: list[str], token: str, env: Mapping[str, str]) -> Ran:
        environment = {
            "GITHUB_TOKEN": token, "GITHUB_API_URL": self.forge.url, "GITHUB_REPOSITORY": self.forge.full_name,
            "GITHUB_EVENT_PATH": None, "GITHUB_EVENT_NAME": None, "LC_ALL": "C.UTF-8", "BUREAU_IDS": str(BUREAU),
            "BUREAU_CONTACT": "盟科技局（示例）", "SITE_URL": "", "BOT_ID": None, **env,
        }  # fmt: skip
        result: Result = CliRunner().invoke(cli, ["--root", str(self.root), *arguments], env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ran(result.exit_code, result.output)
