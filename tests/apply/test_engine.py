"""The engine that the browser is given says what the command line says, and bad drafts get words."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typing_extensions
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apply.drafts import AS_OF, HOSTILE, Draft, sample
from tests.sites import own_root, site_files
from union_registry.apply import neighbours
from union_registry.apply.browser import desk as answering
from union_registry.apply.desk import Desk
from union_registry.apply.draft import draft as read_draft
from union_registry.catalogue.applying import engine as making
from union_registry.catalogue.build import build
from union_registry.refused import Refused
from union_registry.source.kinds import kind_of
from union_registry.writing.canonical import canonical

# Answers the calls on standard input with nothing but what lies in the archive: no packages of this machine.
_ALONE = """
import json, pkgutil, sys
from pathlib import Path
folder = Path(sys.argv[1])
sys.path[:0] = [str(folder / "site"), sys.argv[2]]
from union_registry.apply.browser import desk
import union_registry
answer = desk(folder)
said = [json.loads(answer(*call)) for call in json.load(sys.stdin)]
for module in pkgutil.walk_packages(union_registry.__path__, "union_registry."):
    __import__(module.name)
strange = [name for name, module in sys.modules.items()
           if (getattr(module, "__file__", None) or "").find("site-packages") >= 0]
json.dump([said, strange], sys.stdout)
"""


def _names(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_archive_alone_judges_each_draft_as_the_command_line_does(
    engine: Path, drafts: dict[str, Draft], told: dict[str, Any], tmp_path: Path
) -> None:
    # What referencing asks for before Python 3.13; the browser has a later one.
    shutil.copy(typing_extensions.__file__, tmp_path)
    calls = [["check", json.dumps([draft, AS_OF])] for draft in drafts.values()]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _ALONE, engine, tmp_path], input=json.dumps(calls).encode(), capture_output=True,
        check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr.decode()
    said, strange = json.loads(done.stdout)
    assert strange == []
    for name, verdict in zip(drafts, said, strict=True):
        assert verdict == {"ok": told[name]}, name
    outcomes = {
        name: {finding["outcome"] for finding in verdict["unions"][0]["findings"]} for name, verdict in told.items()
    }
    assert "not-met" not in outcomes["sample-mutton"]
    assert all("not-met" in outcomes[name] for name in ("few_members", "poor", "wrong_types", "broken_by_the_bureau"))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_draft_gets_words(engine: Path, name: str) -> None:
    answer, (draft, word) = answering(engine), HOSTILE[name]
    for call in ("check", "packed", "private_file", "printed"):
        arguments = [draft, AS_OF] if call in ("check", "printed") else [draft]
        said = answer(call, json.dumps(arguments))
        assert isinstance(said, str)
        assert word in json.loads(said)["error"]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("check", '[{"slug": "abc"}, "soon"]'),
        ("check", '[{"slug": "abc"}]'),
        ("packed", '[{"slug": ""}]'),
        ("no such call", "[]"),
        ("check", "[" * 100_000),
    ],
)
def test_a_call_that_makes_no_sense_gets_words(engine: Path, call: str, arguments: str) -> None:
    said = answering(engine)(call, arguments)
    assert isinstance(said, str)
    assert "Traceback" not in said
    assert json.loads(said)["error"]


_LETTERS = st.one_of(st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from(" \n\t#:-'\"|>{}[]&*!%@`,~?0no"))
_TEXTS = st.text(_LETTERS, max_size=30)
_VALUES = st.recursive(
    st.one_of(_TEXTS, st.booleans(), st.none(), st.integers()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=150)
@given(line=_TEXTS, text=_TEXTS, anything=_VALUES)
def test_whatever_is_typed_stands_in_the_file_as_it_was_typed(line: str, text: str, anything: Any) -> None:
    desk = Desk(own_root())
    draft = {"slug": "abc", "files": {"lead.yaml": {"address": line, "narrative": {"chain": text}, "team": anything}}}
    meant = read_draft(draft, desk.held.schemas).files["lead.yaml"]
    desk.check(draft, AS_OF)
    back = desk.opened("x.zip", desk.packed(draft))["draft"]
    files = back["files"] if back else {}  # a draft of nothing but blanks has no files
    assert files.get("lead.yaml", {}) == meant
    assert meant.get("address", "") == line.strip().replace("\t", " ")


def test_the_zip_holds_the_folder_in_its_canonical_form_and_never_what_is_private(desk: Desk) -> None:
    draft = sample("sample-mutton") | {"private": {"lead_contact": {"name": "示例甲", "phone": "000-0000-0000"}}}
    packed = desk.packed(draft)
    files = _names(packed)
    assert all(name.startswith("unions/sample-mutton/") for name in files)
    assert not any("private" in name for name in files)
    assert "示例甲".encode() not in b"".join(files.values())
    for name, content in files.items():
        path = name.removeprefix("unions/sample-mutton/")
        kind = kind_of(path)
        assert kind is not None
        assert content == draft["carried"].get(path, canonical(content, desk.held.schemas, kind).decode()).encode()
    assert desk.packed(draft) == packed
    assert "示例甲" in desk.private_file(draft).decode()


def test_a_packed_folder_opens_as_the_same_draft(desk: Desk) -> None:
    draft = sample("sample-mutton")
    opened = desk.opened("mutton (1).zip", desk.packed(draft))
    assert (opened["refused"], opened["doubts"]) == (None, [])
    assert {**opened["draft"], "private": None} == {**draft, "private": None}
    saved = desk.opened("草稿.json", json.dumps(draft).encode())
    assert saved["draft"]["files"] == opened["draft"]["files"]


def _zip(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def test_what_cannot_be_edited_is_carried_and_what_does_not_belong_is_told_of(desk: Desk) -> None:
    files = {
        "我的 文件夹/lead.yaml": "address：甲\n".encode(),  # a full-width colon
        "我的 文件夹/union.yaml": "name: 某联合体  # 待核实\n".encode("gb18030"),
        "我的 文件夹/bureau/approval.yaml": "\ufeffapproved_on: 2026-01-01\r\n".encode(),
        "我的 文件夹/private.yaml": b"lead_contact: {name: a, phone: 000-0000-0000}\n",
        "我的 文件夹/照片.jpg": b"\xff\xd8\xff",
        "__MACOSX/我的 文件夹/._lead.yaml": b"\0",
    }
    opened = desk.opened("x.zip", _zip(files))
    draft = opened["draft"]
    assert draft["slug"] == ""
    assert draft["files"] == {"union.yaml": {"name": "某联合体"}}
    assert draft["private"] == {"lead_contact": {"name": "a", "phone": "000-0000-0000"}}
    assert draft["carried"] == {
        "lead.yaml": "address：甲\n", "bureau/approval.yaml": "\ufeffapproved_on: 2026-01-01\r\n",
    }  # fmt: skip
    assert sorted(doubt["where"]["zh"].rpartition(" ")[2] for doubt in opened["doubts"]) == [
        "lead.yaml", "union.yaml", "文件夹", "文件夹/照片.jpg",
    ]  # fmt: skip
    packed = _names(desk.packed({**draft, "slug": "abc"}))
    assert packed["unions/abc/bureau/approval.yaml"] == files["我的 文件夹/bureau/approval.yaml"]
    assert packed["unions/abc/lead.yaml"] == files["我的 文件夹/lead.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("x.json", b"[1", "不是本页保存的草稿"),
        ("x.json", b"[" * 100_000, "不是本页保存的草稿"),
        ("x.json", b"\xff\xfe", "不是本页保存的草稿"),
        ("x.zip", b"PK", "打不开"),
        ("x.zip", _zip({"a/readme.txt": b""}), "没有联合体的文件"),
        ("x.zip", _zip({"a/union.yaml": b"", "b/union.yaml": b""}), "2 个联合体的文件夹"),
        ("x.zip", _zip({"../union.yaml": b""}), "不是普通文件"),
        ("通知.yaml", b"a: b", "认不出"),
        ("private.yaml", b"a\xff", "不是文字文件"),
        ("private.yaml", "电话：000".encode(), "冒号"),
        ("approval.yaml", b"approved_on: 2026-01-01", "认不出"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_in_words(desk: Desk, name: str, content: bytes, word: str) -> None:
    opened = desk.opened(name, content)
    assert opened["draft"] is None
    assert word in opened["refused"]["zh"]


def test_a_single_file_opens_by_its_name(desk: Desk) -> None:
    private = desk.opened("private (2).yaml", b"lead_contact: {name: a, phone: '1'}")
    assert private["draft"]["private"] == {"lead_contact": {"name": "a", "phone": "1"}}
    annual = desk.opened("2026.yml", b"year: 2026\nsummary: a")
    assert annual["draft"]["files"] == {"annual/2026.yaml": {"year": "2026", "summary": "a"}}


def test_the_printed_forms_hold_what_was_typed_and_nothing_of_it_is_markup(desk: Desk) -> None:
    draft = sample("sample-mutton")
    draft["files"]["lead.yaml"]["address"] = "<img src=x onerror=alert(1)> & {{ 7 * 7 }}"
    draft["private"] = {"lead_contact": {"name": "<b>示例甲", "phone": "000-0000-0000"}}
    html = desk.printed(draft, AS_OF)
    assert html.count("<section") == html.count("</section>") == 3
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; {{ 7 * 7 }}" in html
    assert "&lt;b&gt;示例甲" in html
    assert not any(tag in html for tag in ("<img", "<b>", "<script", "style=", "<style"))
    assert desk.printed({"slug": ""}, AS_OF).count("<section") == 3


def test_of_other_unions_only_what_is_public_is_passed_on(archive: bytes, register: Path) -> None:
    listed = {slug: rest for slug, *rest in json.loads(_names(archive)["others.json"])}
    shown = {path.parent.name for path in (register / "site/unions").glob("*/index.html")} or {
        path.stem for path in (register / "site/unions").glob("*.html")
    }
    assert set(listed) == {slug for slug in listed if slug in shown}
    assert {"sample-mutton", "sample-wind-2025"} <= set(listed)
    assert not {"sample-yogurt", "sample-dairy", "sample-superhard"} & set(listed)
    told = neighbours.told(
        "abc", {"members": {"members": [{"name": "甲"}, {"name": "乙"}, {"name": "丙", "credit_code": "1"}]}}
    )
    (entry,) = neighbours.entries([told])
    assert [unit.name for unit in entry.units] == ["", "丙"]


def test_the_same_register_gives_the_same_archive_and_a_build_again_writes_nothing(
    register: Path, site: Path, archive: bytes
) -> None:
    others = json.loads(_names(archive)["others.json"])
    made = []
    for _ in range(2):
        (register / ".cache/apply/engine.zip").unlink()
        made.append(making.archive(register, others))
    assert made[0] == made[1]
    build(register, site, date.fromisoformat(AS_OF), form=True)
    done = build(register, site, date.fromisoformat(AS_OF), form=True)
    assert (done.written, done.removed) == ([], [])


def test_the_archive_holds_no_path_of_this_machine_no_tests_and_nothing_compiled(archive: bytes, site: Path) -> None:
    files = _names(archive)
    schemas = "site/jsonschema_specifications/schemas/"
    endings = {name.rpartition(".")[2] for name in files if not name.startswith(schemas)}
    assert endings == {"py", "json", "yaml", "html", "dat"}
    assert not any("test" in name.split("/") or "tests" in name.split("/") for name in files)
    home = str(Path(sys.prefix)).encode()
    assert not any(home in content for content in files.values())
    assert not any(f"union_registry/{part}/" in name for part in ("catalogue", "cli", "forge") for name in files)
    names = set(site_files(site / "apply"))
    assert names >= {"form.json", "worker.js", "engine.json", "LICENSES.txt", "pyodide/pyodide.asm.wasm"}
    notices = (site / "apply/LICENSES.txt").read_text("utf-8")
    assert all(word in notices for word in ("Mozilla Public License 2.0", "jsonschema ", "PyYAML ", "Jinja2 "))


def test_no_other_build_pays_for_the_form(tmp_path: Path, register: Path) -> None:
    build(register, tmp_path / "plain", date.fromisoformat(AS_OF))
    assert not any(name.startswith("apply/") and "index" not in name for name in site_files(tmp_path / "plain"))


def test_a_draft_is_read_within_bounds(desk: Desk) -> None:
    with pytest.raises(Refused):
        read_draft({"files": {"lead.yaml": {"address": float("inf")}}}, desk.held.schemas)
    for call in (desk.check, lambda given, _: desk.packed(given)):
        with pytest.raises(Refused, match="超过 256 KiB"):
            call({"slug": "abc", "files": {"lead.yaml": {"address": "长" * 90_000}}}, AS_OF)
    blank = {"files": {"lead.yaml": {"address": " \n", "team": [], "projects": [{}], "narrative": {"chain": None}}}}
    # An empty list says "none" where the form asks for one; everything else that is blank is left out.
    assert read_draft(blank, desk.held.schemas).files == {"lead.yaml": {"team": []}}
