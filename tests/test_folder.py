"""Whatever lies in a union's folder gives findings: nothing is followed, opened or executed, and nothing breaks."""

from __future__ import annotations

import copy
import io
import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import AS_OF, ROOT, SLUG, Files, as_yaml, changed, new_root, valid_union, verdict, write_union
from union_registry import index
from union_registry.base import BaseVersion
from union_registry.engine import Judge
from union_registry.finding import Finding
from union_registry.oversight.dues import dues
from union_registry.oversight.turns import progress
from union_registry.register import Register
from union_registry.report.calendar import calendar
from union_registry.report.discretion import discreet
from union_registry.report.json import write as write_json
from union_registry.report.lines import union_lines
from union_registry.report.markdown import union_markdown
from union_registry.report.statuspage import status_page
from union_registry.schema.validator import authority
from union_registry.source.folder import MAX_FILES
from union_registry.source.tree import Disk

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


@pytest.fixture
def union(tmp_path: Path) -> Path:
    """The valid union's folder in a register of its own."""
    return write_union(new_root(tmp_path / "register"), valid_union())


def faults(folder: Path) -> list[tuple[str, str]]:
    """Form checks that found something: id and path within the folder."""
    found = verdict(folder.parent.parent, folder.name).findings
    prefix = f"unions/{folder.name}/"
    return [(f.rule, (f.file or "").removeprefix(prefix)) for f in found if f.rule.startswith("form-")]


def register_faults(root: Path) -> list[Finding]:
    register = Register(root)
    return list(Judge(register, index.load(root, register.slugs), AS_OF).stray_findings())


def test_a_valid_folder_has_no_faults(union: Path) -> None:
    assert faults(union) == []


@posix
def test_a_link_to_a_file_is_refused(union: Path) -> None:
    (union / "changes.yaml").unlink()
    (union / "changes.yaml").symlink_to(union / "plan.yaml")

    assert faults(union) == [("form-link", "changes.yaml")]


@posix
def test_a_link_to_a_folder_is_refused(union: Path) -> None:
    shutil.rmtree(union / "annual")
    (union / "annual").symlink_to(union / "bureau" / "annual")

    assert ("form-link", "annual") in faults(union)


@posix
def test_a_link_to_what_lies_outside_is_not_read(union: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("owners:\n  - id: 秘密\n", encoding="utf-8")
    (union / "bureau" / "owners.yaml").unlink()
    (union / "bureau" / "owners.yaml").symlink_to(outside)

    found = verdict(union.parent.parent).findings

    assert faults(union) == [("form-link", "bureau/owners.yaml")]
    assert "秘密" not in json.dumps([finding.as_json() for finding in found], ensure_ascii=False)


@posix
def test_a_link_that_leads_nowhere_or_in_circles_is_refused(union: Path) -> None:
    (union / "changes.yaml").unlink()
    (union / "changes.yaml").symlink_to("changes.yaml")
    (union / "private.yaml").symlink_to("/no/such/file")

    assert faults(union) == [("form-link", "changes.yaml"), ("form-link", "private.yaml")]


@posix
def test_a_linked_union_is_not_a_union(union: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret-name").touch()
    (union.parent / "sample-linked").symlink_to(outside)
    root = union.parent.parent

    assert Register(root).slugs == [SLUG]
    (finding,) = register_faults(root)
    assert (finding.rule, finding.file) == ("form-stray", "unions/sample-linked")


@posix
@pytest.mark.parametrize("mode", [0o755, 0o744, 0o645])
def test_an_executable_is_refused(union: Path, mode: int) -> None:
    (union / "changes.yaml").chmod(mode)

    assert faults(union) == [("form-executable", "changes.yaml")]


@posix
def test_a_pipe_is_refused_and_not_waited_for(union: Path) -> None:
    (union / "members.yaml").unlink()
    os.mkfifo(union / "members.yaml")

    assert ("form-special-file", "members.yaml") in faults(union)


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "union.yml", "Union.yaml", "members.yaml.bak", ".DS_Store", "Thumbs.db", "附件.docx", "annual/25.yaml",
        "annual/1999.yaml", "bureau/annual/2025.yml", "bureau/secret.yaml", "private.yaml.age2", "~$members.yaml",
    ],
)  # fmt: skip
def test_a_file_that_does_not_belong_is_named(union: Path, name: str) -> None:
    (union / name).write_text("a: 1\n", encoding="utf-8")

    assert faults(union) == [("form-unknown-file", name)]


@pytest.mark.parametrize("name", ["images", "annual/2025", "bureau/annual/x", "plan.yaml.d", ".git"])
def test_a_folder_that_does_not_belong_is_named_and_not_entered(union: Path, name: str) -> None:
    (union / name).mkdir()
    (union / name / "members.yaml").write_text("members: []\n", encoding="utf-8")

    assert faults(union) == [("form-unknown-file", name)]


def test_a_folder_in_the_place_of_a_file_is_refused(union: Path) -> None:
    (union / "plan.yaml").unlink()
    (union / "plan.yaml").mkdir()

    assert faults(union) == [("form-unknown-file", "plan.yaml")]


def test_a_file_in_the_place_of_a_folder_is_refused(union: Path) -> None:
    shutil.rmtree(union / "annual")
    (union / "annual").write_text("2025\n", encoding="utf-8")

    assert ("form-unknown-file", "annual") in faults(union)


def test_the_sealed_contacts_may_lie_there(union: Path) -> None:
    key = pyrage.x25519.Identity.generate().to_public()
    (union / "private.yaml.age").write_bytes(pyrage.encrypt(b"x", [key], armored=True))

    assert faults(union) == []


def test_contacts_that_were_committed_fail_every_check(union: Path) -> None:
    (union / "private.yaml").write_text("lead_contact:\n  name: 示例·甲\n  phone: '0'\n", encoding="utf-8")
    root = union.parent.parent
    register = Register(root)
    tracked = frozenset([f"unions/{SLUG}/private.yaml"])

    untracked = Judge(register, index.load(root, register.slugs), AS_OF).verdict(SLUG)
    committed = Judge(register, index.load(root, register.slugs), AS_OF, tracked).verdict(SLUG)

    assert not untracked.fails
    assert committed.fails
    (finding,) = [finding for finding in committed.findings if finding.rule.startswith("form-")]
    assert (finding.rule, finding.file) == ("form-private", f"unions/{SLUG}/private.yaml")


@posix
@pytest.mark.parametrize(
    "name",
    [b"a\nb.yaml", b"\x1b[31mred.yaml", b"\xff\xfe.yaml", b"annual/\n.yaml", b"a\rb", b"\xe2\x80\xae.yaml", b"a\x07"],
)
def test_a_file_name_is_shown_without_what_could_act_on_a_terminal(union: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(union) + b"/" + name)).touch()

    found = [finding for finding in verdict(union.parent.parent).findings if finding.rule == "form-unknown-file"]

    (finding,) = found
    for text in (finding.file, finding.message.zh, finding.message.en, finding.fix.zh):
        assert text is not None
        assert text.isprintable()
        text.encode("utf-8")


@posix
@pytest.mark.parametrize(
    "name", ["Sample-Upper", "ab", "a" * 41, "-sample", "sample-", "示例", "sample_x", "sample\n", ".hidden"]
)
def test_a_folder_name_that_cannot_be_an_address_is_refused(union: Path, name: str) -> None:
    (union.parent / name).mkdir()
    root = union.parent.parent

    assert Register(root).slugs == [SLUG]
    (finding,) = register_faults(root)
    assert finding.rule == "form-slug"
    assert finding.file is not None
    assert finding.file.isprintable()


def test_a_file_beside_the_unions_is_named(union: Path) -> None:
    (union.parent / "名单.xlsx").touch()
    (union.parent / "README.md").touch()

    (finding,) = register_faults(union.parent.parent)

    assert (finding.rule, finding.file) == ("form-stray", "unions/名单.xlsx")


def test_a_folder_of_too_many_files_is_refused_once(union: Path) -> None:
    for number in range(MAX_FILES + 50):
        (union / f"zz{number:04d}.txt").touch()

    found = faults(union)

    assert [rule for rule, _ in found].count("form-too-many-files") == 1
    assert len(found) <= MAX_FILES + 1


def test_a_file_of_300_kilobytes_is_refused_without_being_read_whole(union: Path) -> None:
    (union / "changes.yaml").write_bytes(b"a: " + b"x" * 300 * 1024)

    (finding,) = [finding for finding in verdict(union.parent.parent).findings if finding.rule == "form-too-large"]

    assert finding.file == f"unions/{SLUG}/changes.yaml"
    assert "262144" in finding.message.zh
    assert "262145" not in finding.message.zh, "only as much as the limit was read, so the size is not known"


def test_a_missing_file_is_asked_for(union: Path) -> None:
    (union / "charter.yaml").unlink()

    (finding,) = [finding for finding in verdict(union.parent.parent).findings if finding.rule.startswith("form-")]

    assert (finding.rule, finding.file, finding.line) == ("form-missing-file", f"unions/{SLUG}/charter.yaml", None)
    assert finding.fix.zh == f"运行 unions new {SLUG} --only charter 生成空白表，再填写"


def test_an_empty_folder_reads_as_a_list_of_things_to_do(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    (root / "unions" / "sample-empty").mkdir()

    found = verdict(root, "sample-empty")

    assert found.status == "draft"
    assert [f.rule for f in found.findings if f.rule.startswith("form-")] == ["form-missing-file"] * 7
    assert all(f.outcome in ("pending", "not-applicable") for f in found.findings if not f.rule.startswith("form-"))


def test_a_file_whose_year_differs_from_its_name_is_refused(union: Path) -> None:
    (union / "annual" / "2025.yaml").rename(union / "annual" / "2024.yaml")

    (finding,) = [finding for finding in verdict(union.parent.parent).findings if finding.rule == "form-year"]

    assert "2024.yaml" in finding.message.zh
    assert "2025" in finding.message.zh


# --- properties -------------------------------------------------------------------------------------------------------

FILES = [*sorted(valid_union()), "bureau/waivers.yaml", "bureau/dissolution.yaml", "private.yaml"]
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register whose one union is written anew for each example."""
    return new_root(tmp_path_factory.mktemp("workshop") / "register")


def judged(root: Path, files: Any) -> list[Finding]:
    """Everything found; it must also fit the published form of a verdict."""
    shutil.rmtree(root / "unions" / SLUG, ignore_errors=True)
    write_union(root, files)
    found = list(verdict(root).findings)
    schema = json.loads((ROOT / "schema" / "verdict.schema.json").read_text(encoding="utf-8"))
    shape = authority({"$defs": schema["$defs"], "type": "array", "items": {"$ref": "#/$defs/finding"}})
    assert not list(shape.iter_errors(json.loads(json.dumps([finding.as_json() for finding in found]))))
    return found


@SLOW
@given(name=st.sampled_from(FILES), raw=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_in_any_file_give_findings(workshop: Path, name: str, raw: bytes) -> None:
    assert judged(workshop, {**valid_union(), name: raw})


@SLOW
@given(name=st.sampled_from(sorted(valid_union())), data=st.data())
def test_damage_to_the_bytes_of_a_file_gives_findings(workshop: Path, name: str, data: st.DataObject) -> None:
    raw = as_yaml(valid_union()[name]).encode()
    start = data.draw(st.integers(0, len(raw)))
    piece = data.draw(
        st.sampled_from([b"", b"\xff", b"\x00", b"\t", b"\r", b"- ", b": ", b"'", b"&a ", b"{", b"\n\n  "])
    )
    stop = data.draw(st.integers(start, min(start + 40, len(raw))))

    assert judged(workshop, {**valid_union(), name: raw[:start] + piece + raw[stop:]})


ODD = st.sampled_from(
    [
        "", "x", "是", "0", "-1", "1e400", "1" * 400, "2025-02-30", "0001-01-01", "9999-12-31", "2025-03-01", True, False,
        None, [], {}, [None], [[]], {"": ""}, {"x": {"y": "z"}}, ["x", "x"], "长" * 3000, "lead", "152502", "\n", " ", "🐑",
        "{0}", "{name}", "%s", "<b>", "91152502QQ8N1A205M", "member-minimum",
    ]
)  # fmt: skip


@SLOW
@given(seed=st.integers(0, 2**32), values=st.lists(ODD, min_size=1, max_size=6))
def test_a_union_with_values_taken_out_or_replaced_gives_findings(workshop: Path, seed: int, values: list[Any]) -> None:
    files = valid_union()
    chance = random.Random(seed)  # no secret
    for value in values:
        _damage(files, chance, value)

    assert judged(workshop, files)


@SLOW
@given(seed=st.integers(0, 2**32), values=st.lists(ODD, min_size=2, max_size=8))
def test_two_damaged_versions_are_compared_and_told(
    workshop: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, values: list[Any]
) -> None:
    base, now, chance = valid_union(), valid_union(), random.Random(seed)  # no secret
    for number, value in enumerate(values):
        _damage((base, now)[number % 2], chance, value)
    older = tmp_path_factory.mktemp("older")
    write_union(older, base)
    judged(workshop, now)
    register = Register(workshop)
    version = BaseVersion(register, Disk(older), Disk(older), [f"unions/{SLUG}/{name}" for name in now])
    judge = Judge(register, index.load(workshop, register.slugs), AS_OF, base=version.folder)

    found = judge.verdict(SLUG)

    assert found.changes is not None
    for told in (found, *discreet([found], register.publicity)):
        assert list(union_lines(told, met=True))
        assert "<b>" not in "\n".join(union_markdown(told))
        assert write_json(io.StringIO(), [told], [], as_of=AS_OF, policy="", commit=None)
    folder = register.open(SLUG)
    owed = dues(folder.union, judge.policy_of(folder.union), AS_OF).items
    assert calendar(owed, register.vocabularies["recommenders"]).count(b"BEGIN:VEVENT") == len(owed)
    seen = progress(folder.union, found, judge.policy_of(folder.union), AS_OF)
    assert status_page([seen], AS_OF, register.vocabularies["recommenders"])


def _damage(files: Files, chance: random.Random, value: Any) -> None:
    """Replaces a value somewhere in a union's files, or takes it out, or puts a field beside it."""
    name = chance.choice(sorted(files))
    places = list(_places(files[name]))
    if not places:
        return
    holder, step = chance.choice(places)
    what = chance.randrange(4)
    if what == 0:
        del holder[step]
    elif what == 1 and isinstance(holder, dict):
        holder[f"{step}_2"] = copy.deepcopy(value)
    elif what == 2 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[step]))
    else:
        holder[step] = copy.deepcopy(value)


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for step in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, step
        yield from _places(data[step])


@SLOW
@given(order=st.permutations(range(1, 12)))
def test_counting_does_not_depend_on_the_order_of_members(workshop: Path, order: list[int]) -> None:
    files = changed({
        "members.yaml": [
            {"add": "2", "county": "elsewhere", "kind": "association"},
            {"path": "members/5/left_on", "value": "2026-01-01"},
            {"path": "members/7/joined_on", "value": "2026-04-01"},
            {"path": "members/3/signature", "remove": True},
            {"path": "members/8/signature", "remove": True},
            {"path": "members/4/statement", "repeat": "长", "times": "230"},
            {"path": "members/9/name", "value": "青原牛业有限公司（示例）"},
        ]
    })  # fmt: skip
    members = files["members.yaml"]["members"]
    straight = judged(workshop, files)
    files["members.yaml"]["members"] = [members[0], *(members[number] for number in order)]

    assert sorted(map(_counted, judged(workshop, files))) == sorted(map(_counted, straight))


def _counted(finding: Finding) -> tuple[str, str, str]:
    facts = {
        name: sorted(fact.value) if isinstance(fact.value, list) else fact.value for name, fact in finding.facts.items()
    }
    return finding.rule, str(finding.outcome), json.dumps(facts, sort_keys=True)


def test_a_flood_of_faults_is_counted_not_listed(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, {**valid_union(), "changes.yaml": "".join(f"f{n}: x\n" for n in range(5000))})
    found = [f for f in verdict(root).findings if (f.file or "").endswith("changes.yaml")]
    assert len(found) < 70
    assert any("另有" in f.message.zh for f in found)
