"""`unions import`: what it writes, what it asks, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Run
from tests.intake.documents import AGREEMENT, FILING, RECOMMENDATION, saved, sheet, word
from tests.repository import git
from tests.support import invented_code
from union_registry.intake.archive import pack
from union_registry.source.reader import read

CODE, OTHER, THIRD = (invented_code(number) for number in (1, 2, 3))
LEAD = [["牵头单位名称", "甲有限公司（示例）"], ["统一社会信用代码", CODE]]
UNION = "锡林郭勒盟肉羊重点产业链创新联合体（示例）"
MEMBERS = [["序号", "单位名称", "统一社会信用代码"], ["1", "甲有限公司（示例）", CODE], ["2", "乙大学（示例）", OTHER]]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Where the people's files lie."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def held(path: Path) -> object:
    return read(path.read_bytes()).data


def test_several_forms_become_one_new_folder(empty: Path, run: Run, files: Path) -> None:
    one = put(
        files,
        "1.docx",
        word(RECOMMENDATION, "一、企业基础信息表", [*LEAD, ["联系人", "示例·甲"], ["联系电话", "000-0000-0001"]]),
    )
    two = put(
        files,
        "2.docx",
        word(
            AGREEMENT,
            f"创新联合体名称：{UNION}",
            "一、参与单位",
            "1. 牵头单位",
            MEMBERS[:2],
            "2. 核心层单位",
            [MEMBERS[0], MEMBERS[2]],
        ),
    )
    result = run("import", one, two, "--slug", "mutton-2026")
    assert result.exit_code == 0, result.output
    folder = empty / "unions/mutton-2026"
    assert held(folder / "members.yaml") == {
        "members": [
            {"name": "甲有限公司（示例）", "credit_code": CODE, "tier": "lead"},
            {"name": "乙大学（示例）", "credit_code": OTHER, "tier": "core"},
        ]
    }
    assert held(folder / "private.yaml") == {"lead_contact": {"name": "示例·甲", "phone": "000-0000-0001"}}
    assert "unions check mutton-2026" in result.stderr
    assert "new file unions/mutton-2026/union.yaml" in result.stdout
    for path in folder.iterdir():
        if path.name != "private.yaml":
            assert "0000-0001" not in path.read_text(encoding="utf-8")
    assert "0000-0001" not in result.output


def test_a_new_folder_has_to_be_named(empty: Path, run: Run, files: Path) -> None:
    form = put(files, "1.docx", word(RECOMMENDATION, [*LEAD, ["法定代表人", "示例·甲"]]))
    assert run("import", form).exit_code != 0
    assert run("import", form, "--slug", "../x").exit_code != 0
    assert run("import", form, "--slug", "index").exit_code != 0
    assert not list((empty / "unions").iterdir())


@pytest.fixture
def folder(empty: Path) -> Path:
    """A folder that is there, with comments and with fields that no form gives."""
    folder = empty / "unions/mutton-2026"
    folder.mkdir()
    (folder / "union.yaml").write_text(
        f"# 初稿\nname: {UNION}\nname_en: Sample\nchain: mutton  # 已问过\n", encoding="utf-8"
    )
    (folder / "members.yaml").write_text(
        f"members:\n  - name: 甲有限公司（示例）\n    credit_code: {CODE}\n    tier: lead\n    statement: 老话 # 待改\n"
        f"  - name: 丙公司（示例）\n    credit_code: {THIRD}\n    tier: core\n",
        encoding="utf-8",
    )
    (folder / "plan.yaml").write_text("objectives: 别动\n", encoding="utf-8")
    return folder


def filing(statement: str) -> bytes:
    rows = [
        ["序号", "单位名称", "统一社会信用代码", "在行业（或学科）中的地位，在联合体内分工"],
        ["1", "甲有限公司（示例）", CODE, statement],
        ["2", "乙大学（示例）", OTHER, "教学。"],
    ]
    return word(FILING, f"创新联合体名称：{UNION}", "三、成员单位", rows)


def test_over_a_folder_it_shows_what_changes_and_asks(run: Run, files: Path, folder: Path) -> None:
    form = put(files, "3.docx", filing("新话。"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("import", form, input="n\n")
    assert result.exit_code != 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert "-    statement: 老话 # 待改" in result.stdout
    assert "+    statement: 新话。 # 待改" in result.stdout
    assert "丙公司" in result.stderr, "what the form does not name is told, and stays"

    assert run("import", form, input="y\n").exit_code == 0
    members = (folder / "members.yaml").read_text(encoding="utf-8")
    assert "statement: 新话。 # 待改" in members
    assert [row["name"] for row in held(folder / "members.yaml")["members"]] == [
        "甲有限公司（示例）",
        "丙公司（示例）",
        "乙大学（示例）",
    ]  # type: ignore[index]
    assert (folder / "union.yaml").read_bytes() == before["union.yaml"], "nothing of it changed, so it is not touched"
    assert (folder / "plan.yaml").read_bytes() == before["plan.yaml"]
    again = run("import", form)
    assert again.exit_code == 0
    assert "nothing to change" in again.stderr


def test_a_dry_run_writes_nothing(run: Run, files: Path, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("import", put(files, "3.docx", filing("新话。")), "--dry-run")
    assert result.exit_code == 0
    assert "新话" in result.stdout
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_blank_folder_is_filled_in_where_its_questions_stand(empty: Path, run: Run, files: Path) -> None:
    flags = (
        "--chain",
        "肉羊",
        "--lead",
        "甲有限公司（示例）",
        "--credit-code",
        CODE,
        "--county",
        "锡林浩特市",
        "--sample",
    )
    run("new", "mutton-2026", *flags)
    path = empty / "unions/mutton-2026/lead.yaml"
    questions = [line.partition("#")[2] for line in path.read_text(encoding="utf-8").splitlines() if "#" in line]
    form = word(
        RECOMMENDATION,
        [*LEAD, ["法定代表人", "示例·甲"], ["通讯地址", "某路 1 号"]],
        [
            ["序号", "姓名", "职务/职称", "从事专业"],
            ["1", "示例·乙", "工程师", "食品"],
            ["2", "示例·丙", "研究员", "畜牧"],
        ],
    )
    result = run("import", put(files, "1.docx", form), "--yes")
    assert result.exit_code == 0, result.output
    filled = path.read_text(encoding="utf-8")
    assert [line.partition("#")[2] for line in filled.splitlines() if "#" in line] == questions
    assert held(path) == {
        "address": "某路 1 号", "legal_representative": "示例·甲",
        "team": [{"name": "示例·乙", "post": "工程师", "speciality": "食品"}, {"name": "示例·丙", "post": "研究员", "speciality": "畜牧"}],
    }  # fmt: skip


def test_another_lead_is_another_union(run: Run, files: Path, folder: Path) -> None:
    form = word(RECOMMENDATION, [["牵头单位名称", "丁公司（示例）"], ["统一社会信用代码", OTHER]])
    result = run("import", put(files, "1.docx", form), "--slug", "mutton-2026", "--yes")
    assert result.exit_code != 0
    assert CODE in (folder / "members.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_not_in_order_is_not_written_over(run: Run, files: Path, folder: Path) -> None:
    (folder / "union.yaml").write_text("name：错\n", encoding="utf-8")
    result = run("import", put(files, "3.docx", filing("新话。")), "--slug", "mutton-2026", "--yes")
    assert result.exit_code != 0
    assert "老话" in (folder / "members.yaml").read_text(encoding="utf-8")


def test_doubts_say_where_what_why_in_both_languages(empty: Path, run: Run, files: Path) -> None:
    form = word(RECOMMENDATION, [*LEAD, ["有效知识产权数量", "约十"], ["注册资本", "100 万"]])
    result = run("import", put(files, "1.docx", form), "--slug", "mutton-2026")
    assert "第 1 个表 第 3 行 第 2 格 / table 1, row 3, cell 2  →  lead.yaml: ip_rights" in result.stderr
    assert "「约十」" in result.stderr
    assert "读不出个数" in result.stderr
    assert "no count that can be read" in result.stderr
    assert "「注册资本␤100 万」" in result.stderr


def test_contacts_are_not_written_where_git_would_take_them(empty: Path, run: Run, files: Path) -> None:
    form = put(files, "1.docx", word(RECOMMENDATION, "一、企业基础信息表", [*LEAD, ["联系人", "示例·甲"]]))
    git(empty, "init", "-q")
    refused = run("import", form, "--slug", "mutton-2026")
    assert refused.exit_code != 0
    assert not (empty / "unions/mutton-2026").exists()
    (empty / ".gitignore").write_text("/unions/*/private.yaml\n")
    assert run("import", form, "--slug", "mutton-2026").exit_code == 0


def test_a_list_of_members_in_excel(empty: Path, run: Run, files: Path) -> None:
    book = sheet(
        ["成员单位名单"], [], ["单位名称", "统一社会信用代码", "合作层级"], ["甲有限公司（示例）", CODE, "牵头单位"]
    )
    result = run("import", put(files, "a.xlsx", saved(book)), "--slug", "mutton-2026")
    assert result.exit_code == 0, result.output
    assert held(empty / "unions/mutton-2026/members.yaml") == {
        "members": [{"name": "甲有限公司（示例）", "credit_code": CODE, "tier": "lead"}]
    }


LEAD_YAML = "# yaml-language-server: $schema=../../schema/lead.schema.json\naddress: 某路 1 号 # 记一下\n".encode()


@pytest.mark.parametrize("prefix", ["unions/mutton-2026/", "mutton-2026/"])
def test_a_zip_of_a_folder_is_copied_byte_by_byte(empty: Path, run: Run, files: Path, prefix: str) -> None:
    parts = {
        "lead.yaml": LEAD_YAML,
        "union.yaml": "chain:   mutton\nname: 甲\n".encode(),
        "private.yaml": b"lead_contact:\n  phone: 000-0000-0001\n",
        "bureau/approval.yaml": b"approved_on: 2026-01-01\n",
        "notes.txt": b"x",
    }
    archive = put(
        files, "a.zip", pack({f"{prefix}{name}": content for name, content in parts.items()} | {"__MACOSX/x": b""})
    )
    result = run("import", archive)
    assert result.exit_code == 0, result.output
    folder = empty / "unions/mutton-2026"
    assert (folder / "lead.yaml").read_bytes() == LEAD_YAML
    assert "name: 甲\nchain: mutton\n" in (folder / "union.yaml").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["lead.yaml", "private.yaml", "union.yaml"]
    for told in ("bureau/approval.yaml", "notes.txt", "private.yaml"):
        assert told in result.stderr


def test_a_zip_of_bare_files_needs_a_name_and_keeps_contacts_out(empty: Path, run: Run, files: Path) -> None:
    archive = put(
        files,
        "a.zip",
        pack(
            {
                "lead.yaml": LEAD_YAML,
                "plan.yaml": "objectives: 电话 19000000000\n".encode(),
                "annual/2026.yaml": b"year: 2026\n",
                "filing.yaml": b"a: [\n",
            }
        ),
    )
    assert run("import", archive).exit_code != 0
    result = run("import", archive, "--slug", "mutton-2026")
    assert result.exit_code == 0, result.output
    folder = empty / "unions/mutton-2026"
    assert (folder / "annual/2026.yaml").exists()
    assert not (folder / "plan.yaml").exists(), "a telephone number keeps the whole file out"
    assert not (folder / "filing.yaml").exists(), "what cannot be read is told, not copied"
    assert "19000000000" not in result.output


def test_contacts_in_a_zip_come_along_if_they_are_really_sealed(empty: Path, run: Run, files: Path) -> None:
    key = pyrage.x25519.Identity.generate().to_public()
    sealed = pyrage.encrypt(b"lead_contact: {}", [key], armored=True)
    for slug, content, taken in (("one-2026", sealed, True), ("two-2026", b"phone: 000-0000-0001", False)):
        parts = {f"{slug}/lead.yaml": LEAD_YAML, f"{slug}/private.yaml.age": content}
        result = run("import", put(files, f"{slug}.zip", pack(parts)))
        assert result.exit_code == 0, result.output
        assert "000-0000-0001" not in result.output
        there = empty / f"unions/{slug}/private.yaml.age"
        assert (there.read_bytes() if there.exists() else b"") == (sealed if taken else b"")


def test_a_zip_of_files_that_cannot_be_read_says_what_is_wrong_with_them(empty: Path, run: Run, files: Path) -> None:
    result = run("import", put(files, "a.zip", pack({"mutton-2026/lead.yaml": "地址：甲\n\x1b[31m: x".encode()})))
    assert result.exit_code != 0
    assert "mutton-2026/lead.yaml 第 2 行" in result.stderr
    assert "控制字符（U+001B）" in result.stderr
    assert "nothing that could be written" in result.stderr
    assert not (empty / "unions" / "mutton-2026").exists()


def test_a_form_too_full_for_a_file_says_so(empty: Path, run: Run, files: Path) -> None:
    head = ["序号", "姓名", "年龄", "职务/职称", "从事专业"]
    team = [[str(row), f"示例{row}", "", "工程师" * 60, "食品" * 90] for row in range(30)]
    headings = ("企业总体情况", "企业技术创新情况", "企业科技成果、荣誉情况", "企业所在的产业链发展情况")
    texts = [text for heading in headings for text in (heading, "字" * 20_000)]
    result = run("import", put(files, "1.docx", word(RECOMMENDATION, [head, *team], *texts)), "--slug", "mutton-2026")
    assert result.exit_code != 0
    assert "lead.yaml cannot be written: the file has more than 262144 bytes" in result.stderr
    assert not (empty / "unions" / "mutton-2026").exists()


def test_the_forms_of_two_unions_are_not_mixed(empty: Path, run: Run, files: Path) -> None:
    forms = [
        put(files, f"{number}.docx", word(RECOMMENDATION, [["牵头单位名称", name], ["统一社会信用代码", code]]))
        for number, (name, code) in enumerate((("示例甲公司", CODE), ("示例乙大学", "12150100QQ4A170EXG")))
    ]
    result = run("import", *forms, "--slug", "mutton-2026")
    assert result.exit_code != 0
    assert "of several unions" in result.stderr
    assert not (empty / "unions" / "mutton-2026").exists()


def test_two_of_the_same_name_stay_two_however_often_they_are_read(empty: Path, run: Run, files: Path) -> None:
    team = [
        ["姓名", "年龄", "职务/职称", "从事专业"],
        ["示例甲", "51", "部长", "育种"],
        ["示例甲", "32", "职员", "饲料"],
    ]
    form = put(files, "1.docx", word(RECOMMENDATION, team))
    assert run("import", form, "--slug", "mutton-2026").exit_code == 0
    again = run("import", form, "--slug", "mutton-2026")
    assert "nothing to change" in again.stdout + again.stderr


def test_contacts_from_a_zip_are_laid_over_those_that_are_there(empty: Path, run: Run, files: Path) -> None:
    folder = empty / "unions" / "mutton-2026"
    folder.mkdir(parents=True)
    (folder / "private.yaml").write_text("# 留着\nrecommender_contact:\n  name: 示例·丙\n", encoding="utf-8")
    parts = {
        "mutton-2026/lead.yaml": LEAD_YAML,
        "mutton-2026/private.yaml": "lead_contact:\n  name: 示例·丁\n".encode(),
    }
    assert run("import", put(files, "a.zip", pack(parts)), "--yes").exit_code == 0
    held = (folder / "private.yaml").read_text(encoding="utf-8")
    assert "# 留着" in held
    assert "示例·丙" in held
    assert "示例·丁" in held


def test_a_zip_of_two_unions_is_refused(empty: Path, run: Run, files: Path) -> None:
    archive = put(files, "a.zip", pack({"one-2026/lead.yaml": LEAD_YAML, "two-2026/lead.yaml": LEAD_YAML}))
    assert run("import", archive).exit_code != 0
    assert not list((empty / "unions").iterdir())
