"""Everything in a request is hostile: nothing that an applicant wrote comes out of the comment but its letters."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.comment.test_thread import draft
from tests.comment.world import MARK, World
from tests.forge.forge import Forge
from tests.lives.life import Life
from tests.pages.planting import with_hostile
from tests.report.test_escape import FORGE, Page
from tests.support import SLUG, Files, changed, valid_union
from union_registry.answer.memory import remembered

ATTACKS = (
    "@everyone #1 GH-2 example-org/unions#3 0a1b2c3d", f"{MARK} x -->", "<!-- marker -->", "</details></details>", "| a | b |", "http://evil.example",
    "www.evil.example a@evil.example", "[x](javascript:alert(1))", "![x](//evil.example/x.png)", "\u202e\u2066乱\u200b", "**粗** `码` <b>",
    "- [ ] 勾", "\x1b[31m红", ":tada: $x$", "::error::x", "##[add-mask]x",
)  # fmt: skip
OURS = re.compile(
    r"https://github\.com/(example-org/unions/(blob/[0-9a-f]{40}/(unions/[a-z0-9/-]+\.yaml(#L\d+)?|docs/guide/(applicant|correction)\.md(#private)?)"
    r"|pull/\d+/(checks|commits/[0-9a-f]{40}))|newcomer/unions/(edit|new)/[\w%./-]+(\?filename=unions/[a-z0-9/-]+\.yaml|#L\d+)?)\Z"
)
TAGS = {"h2", "h3", "p", "ol", "ul", "li", "a", "strong", "code", "details", "summary", "hr", "pre", "blockquote"}


def judged(body: str) -> Page:
    """The comment as the forge shows it, made of nothing but our own parts."""
    assert len(body) <= 60_000
    html = cmarkgfm.github_flavored_markdown_to_html(body, options=Options.CMARK_OPT_UNSAFE)
    page = Page(html)
    comments = [part for part in page.parts if part[0] == "comment"]
    assert len(comments) <= 1
    assert body.startswith(MARK)
    assert body.count(MARK) == 1
    for tag, *attributes in page.parts:
        if tag in ("/", "comment"):
            continue
        assert tag in TAGS, tag
        for name, value in attributes:  # type: ignore[misc]
            assert (tag, name) == ("a", "href") or (tag, name, value) in {
                ("pre", "lang", "yaml"),
                ("code", "class", "language-yaml"),
            }, (tag, name, value)
            if name == "href":
                assert OURS.match(str(value)), value
    assert page.parts.count(("/", "details")) == sum(part[0] == "details" for part in page.parts)
    return page


def unlinked(page: Page) -> None:
    """Nothing stands in the text that the forge would make a mention, a reference or a picture of."""
    for what, pattern in FORGE.items():
        found = re.search(pattern, page.linked)
        assert found is None, (what, page.linked[max(0, found.start() - 40) : found.end() + 40])


@pytest.mark.parametrize("private", [True, False])
def test_hostile_text_in_every_field_stays_text(world: World, private: bool) -> None:
    world.forge.private = private
    for attack in range(0, len(ATTACKS), 4):
        text = " ".join(ATTACKS[attack : attack + 4])
        plain = "".join(c for c in text if c.isprintable())  # the reader refuses the rest, see below
        files = planted(valid_union(), plain)
        number = world.submit(files, branch=f"b{attack}")

        ran = world.compute(number)

        assert ran.code == 0, ran.said
        body = json.loads(world.answer_file.read_text(encoding="utf-8"))["body"]
        unlinked(judged(body))
        assert not any(line.lstrip().startswith("::") or "##[" in line for line in ran.said.splitlines())


def planted(files: Files, text: str) -> Files:
    """`text` in front of every free text, as the names of things and as values that are not in form."""
    made = {name: _with(data, text) for name, data in with_hostile(files).items()}
    made["members.yaml"]["members"][1]["tier"] = text
    made["members.yaml"]["members"][2][text] = text
    made["plan.yaml"]["tasks"][0]["due_on"] = text
    return made


def _with(data: Any, text: str) -> Any:
    if isinstance(data, dict):
        return {key: _with(value, text) for key, value in data.items()}
    if isinstance(data, list):
        return [_with(item, text) for item in data]
    return text + data if isinstance(data, str) and "<script>" in data else data


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_bytes_as_a_whole_file_are_told(world: World, attack: str) -> None:
    number = world.submit({**draft(), "plan.yaml": f"{attack}\n\t- {attack}: {attack}\n"})
    answer = world.answered(number)
    unlinked(judged(answer.body))
    unlinked(judged(answer.brief))


def raw(entries: list[tuple[str, str, str]]) -> Any:
    """A change that puts entries (mode, object, path) into Git's index, whatever a file system thinks of them."""

    def change(life: Life) -> None:
        life.lay(draft())
        life.git("add", "-Af")
        for mode, name, path in entries:
            done = subprocess.run(
                ["git", "update-index", "--add", "-z", "--index-info"], cwd=life.root, check=False, capture_output=True,
                input=f"{mode} {name}\t{path}\0".encode(),
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        life.git("commit", "--quiet", "-m", "示例")
        life.git("reset", "--quiet", "--hard")

    return change


def blob(world: World, content: bytes) -> str:
    return subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=world.root, input=content, capture_output=True, check=True
    ).stdout.decode().strip()  # fmt: skip


@pytest.mark.parametrize("name", [
    "unions/b\n::add-mask::x\n##[error]y/union.yaml", "unions/\x1b[31mred.yaml", "unions/@everyone", "unions/<b>x</b>", "unions/a|b`c`",
    f"unions/{SLUG}/b\n::error::x.yaml", f"unions/{SLUG}/\x1b]0;x\x07", f"unions/{SLUG}/<img src=x>", f"unions/{SLUG}/\u202eexe.yaml",
    f"unions/{SLUG}/http:/evil.example", f"unions/{SLUG}/@everyone #1 | x", "unions/..x", "unions/--help", "unions/UPPER/union.yaml",
])  # fmt: skip
def test_hostile_names_of_files_are_told_as_they_are(world: World, name: str) -> None:
    number = world.bring(raw([("100644", blob(world, b"x: y\n"), name)]))

    ran = world.compute(number)

    assert ran.code == 0, ran.said
    body = json.loads(world.answer_file.read_text(encoding="utf-8"))["body"]
    assert "还要改" in body
    unlinked(judged(body))
    for text in (ran.said, world.post(number, "--dry-run").said, world.post(number).said):
        assert not re.search(r"(?m)^\s*::|##\[|\x1b", text)


def test_a_folder_named_dot_dot_never_leaves_the_register(world: World) -> None:
    """Git's own commands make no such tree, a hand can; GitHub would refuse it, and we do not count on that."""
    content = world.commit(lambda life: life.lay(draft(), "sample-x"))
    folder = world.life.git("rev-parse", f"{content}:unions/sample-x")
    for name in ("..", "../x", ".git", "."):
        unions = _tree(world.root, [("40000", name, folder)])
        top = _tree(
            world.root, [("40000", "schema", world.life.git("rev-parse", "main:schema")), ("40000", "unions", unions)]
        )
        commit = world.life.git("commit-tree", top, "-p", "main", "-m", "示例")
        _bring(world, commit)
        number = world.forge.open_pull("newcomer", f"b{len(name)}", commit, world.newcomer)

        body = world.answered(number).body

        assert "不能作文件夹名" in body
        unlinked(judged(body))
        assert not (world.root / "x").exists()


def _tree(root: Path, entries: list[tuple[str, str, str]]) -> str:
    content = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(sha)
        for mode, name, sha in sorted(entries, key=lambda e: e[1] + "/")
    )
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"], cwd=root, input=content, capture_output=True, check=True
    )  # fmt: skip
    return made.stdout.decode().strip()


def _bring(world: World, commit: str) -> None:
    """The objects of `commit`, past all checks of Git."""
    packed = subprocess.run(
        ["git", "pack-objects", "--stdout", "--revs", "-q"], cwd=world.root, input=commit.encode(), capture_output=True, check=True
    )  # fmt: skip
    subprocess.run(["git", "unpack-objects", "-q"], cwd=world.forge.git.folder, input=packed.stdout, check=True)


@pytest.mark.parametrize("target", ["/etc/passwd", "../../schema/clauses.yaml", "../../../../root/.ssh/id_rsa"])
@pytest.mark.parametrize("name", [f"unions/{SLUG}/plan.yaml", f"unions/{SLUG}/bureau", "unions/sample-link", "unions"])
def test_a_symbolic_link_is_told_and_not_followed(world: World, name: str, target: str) -> None:
    entries = [("120000", blob(world, target.encode()), name)]
    number = world.bring(raw(entries) if name != "unions" else lambda life: _link(life, target))

    answer = world.answered(number)

    assert "root:" not in answer.as_json()
    judged(answer.body)
    if name != "unions":
        assert answer.fails


def _link(life: Life, target: str) -> None:
    life.git("rm", "-rq", "unions")
    (life.root / "unions").symlink_to(target)


@pytest.mark.parametrize(
    "name", [f"unions/{SLUG}/plan.yaml", f"unions/{SLUG}/annual", "unions/sample-module", f"unions/{SLUG}"]
)
def test_a_submodule_is_told_and_not_entered(world: World, name: str) -> None:
    change = raw([("160000", "1" * 40, name)]) if name != f"unions/{SLUG}" else lambda life: _module(life, name)

    answer = world.answered(world.bring(change))

    assert answer.fails
    judged(answer.body)


def _module(life: Life, name: str) -> None:
    subprocess.run(
        ["git", "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{name}"], cwd=life.root, check=True
    )
    life.git("commit", "--quiet", "-m", "示例")
    life.git("reset", "--quiet", "--hard")


def test_fifty_megabytes_are_refused_unread(world: World) -> None:
    number = world.submit({**draft(), "plan.yaml": "x: " + "甲" * 17_000_000})
    asked = _asked_for(world.forge, number, world)

    assert "文件超过 262144 字节" in world.answered(number).body
    assert world.life.git("rev-parse", f"{world.forge.pulls[number].head_sha}:unions/{SLUG}/plan.yaml") not in asked


def _asked_for(forge: Forge, number: int, world: World) -> str:
    world.answered(number)
    return " ".join(path for _, path, _ in forge.requests)


@pytest.mark.parametrize("name", ["members.yaml", "union.yaml", "lead.yaml", "private.yaml", "annual/2025.yaml"])
@pytest.mark.parametrize(
    "text",
    [
        '"\\ud83d\\ude00": y\n',
        '"\\0": y\n',
        '"\\u202e": y\n',
        "- a: &x 1\n",
        "? [a]\n: b\n",
        "\ufeff\ufeff",
        "%YAML 9.9\n---\n",
        ".nan: .inf\n",
    ],
)
def test_no_text_in_any_file_leaves_a_request_unanswered(world: World, name: str, text: str) -> None:
    answer = world.answered(world.submit({**draft(), name: text}))

    assert answer.fails
    assert "程序没能核对" not in answer.body
    judged(answer.body)


@pytest.mark.parametrize("name", ["unions/.gitkeep", "unions/README.md"])
@pytest.mark.parametrize("mode", ["120000", "160000", "100755"])
def test_what_belongs_to_no_union_is_not_the_applicants(world: World, name: str, mode: str) -> None:
    entry = "1" * 40 if mode == "160000" else blob(world, b"/etc/passwd")

    answer = world.answered(world.bring(raw([(mode, entry, name)])))

    assert answer.fails
    judged(answer.body)


@pytest.mark.parametrize("memory", [
    '["a",true,{"x":Infinity},null,[]]', '["HEAD",true,{},{" x":-Infinity},[]]', '["HEAD",true,{"a b":' + "9" * 4300 + "},null,[]]",
    '["\\ud800",true,{"\\ud800":1},null,["\\ud800"]]', '["HEAD",true,{},null,["`](x) <b>"]]', '["HEAD",true,{"<b> x":1},null,[]]', "[]", "{}", "null",
    '["HEAD",true,{"a b":true},null,[]]', "[" * 5000,
])  # fmt: skip
def test_a_memory_that_somebody_wrote_into_the_comment_is_none(world: World, memory: str) -> None:
    number = world.submit(draft(lead_yaml=[{"path": "team", "value": []}]))
    text = memory.replace("HEAD", "a" * 40)
    line = f"{MARK} {base64.urlsafe_b64encode(zlib.compress(text.encode())).decode()} -->"
    assert remembered(line) is None
    world.forge.comment_as(world.bot, number, f"{line}\n旧的")

    assert world.answer(number).code == 0

    judged(world.verdict(number))


def test_a_yaml_bomb_costs_nothing(world: World) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    answer = world.answered(
        world.submit(
            {**draft(), "plan.yaml": bomb, "charter.yaml": "[" * 3000, "agreement.yaml": "x: " + "{a: " * 3000}
        )
    )

    assert "锚点" in answer.body
    judged(answer.body)


def test_five_thousand_findings_fit_and_the_rest_is_counted(world: World) -> None:
    files: dict[str, Any] = dict(draft())
    for year in range(2000, 2090):
        files[f"annual/{year}.yaml"] = "".join(f"x{n}: '<b> @everyone #1'\n" for n in range(60))

    answer = world.answered(world.submit(files))

    page = judged(answer.body)
    unlinked(page)
    assert re.search(r"还要改 \d{4} 处", page.text)
    assert re.search(r"还有 \d{4} 项没有列出", page.text)


def test_a_thousand_files_that_do_not_belong_are_not_read(world: World) -> None:
    files: dict[str, Any] = {**draft(), **{f"extra-{n}.txt": "x" for n in range(1000)}}
    answer = world.answered(world.submit(files))

    assert "文件夹里的文件超过 150 个" in answer.body
    assert sum("git/blobs" in path for _, path, _ in world.forge.requests) < 20


FORGED = {
    "another request": {"number": 99}, "another commit": {"head": "0" * 40}, "no commit": {"head": "main"}, "too long": {"body": "x" * 70_000},
    "no mark": {"body": "全部满足"}, "a label of others": {"labels": ["approved"]}, "another verdict": {"fails": False}, "no text": {"notice": None},
    "too much": {"extra": 1}, "no format": {"format": "x"}, "a long description": {"description": "x" * 141}, "a list": {"labels": "待申请人"},
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGED, ids=str)
def test_a_forged_answer_is_not_written(world: World, forgery: str) -> None:
    number = world.submit(draft(lead_yaml=[{"path": "team", "value": []}]))
    world.compute(number)
    answer = json.loads(world.answer_file.read_text(encoding="utf-8"))
    world.answer_file.write_text(json.dumps({**answer, **FORGED[forgery]}), encoding="utf-8")

    ran = world.post(number)

    assert "Traceback" not in ran.said
    assert world.forge.comments(number) == []
    assert world.forge.labels_of(number) == []
    assert world.status(number) is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": "union-registry/answer/1"}']
)
def test_an_answer_that_is_none_is_told_in_plain_words(world: World, content: bytes) -> None:
    number = world.submit(draft())
    world.answer_file.write_bytes(content)

    ran = world.post(number)

    assert ran.code != 0
    assert "Traceback" not in ran.said
    assert world.forge.comments(number) == []


def test_the_half_that_writes_loads_no_parser_of_submissions(world: World, tmp_path: Path) -> None:
    number = world.submit(changed({}, draft()))  # type: ignore[arg-type]
    world.compute(number)
    program = (
        "import sys\nfrom union_registry.cli import cli\n"
        "try:\n    cli(sys.argv[1:])\nfinally:\n    sys.stderr.write(' '.join(m for m in ('yaml', 'ruamel.yaml', 'jsonschema', 'jsonschema_rs') if m in sys.modules) + '.\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "comment", "post", str(world.answer_file), "--pull", str(number)], capture_output=True, text=True, check=True,
        env={"PATH": str(Path(sys.executable).parent), "GITHUB_TOKEN": world.writing, "GITHUB_API_URL": world.forge.url, "GITHUB_REPOSITORY": world.forge.full_name},
    )  # fmt: skip

    assert done.stderr.splitlines()[-1] == "."
    assert "comment written" in done.stderr
