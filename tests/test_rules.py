"""Every rule does what its case file in tests/rules says; see the README there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import SLUG, changed, new_root, stranger, verdict, write_union
from union_registry import index
from union_registry.engine import Judge
from union_registry.finding import Finding, Outcome
from union_registry.register import Register
from union_registry.rule import percent
from union_registry.source.reader import read

CASE_FILES = sorted((Path(__file__).parent / "rules").glob("*.yaml"))
WORDS = {
    "name", "change", "register", "schema", "as_of", "outcome", "also", "at", "reads", "facts", "says", "never",
    "boundary", "rule", "base",
}  # fmt: skip


def _cases() -> list[Any]:
    found = []
    for path in CASE_FILES:
        document = read(path.read_bytes())
        assert document.readable, (path, document.faults)
        for case in document.data["cases"]:
            assert case.keys() <= WORDS, (path.name, case.keys() - WORDS)
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


CASES = _cases()


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_case_comes_out_as_its_file_says(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    root = new_root(tmp_path / "register", case.get("schema"))
    write_union(root, changed(case.get("change", {})))
    for slug, changes in case.get("register", {}).items():
        write_union(root, changed(changes, stranger(slug)), slug)
    as_of = date.fromisoformat(case.get("as_of", "2026-03-01"))

    base = None
    if "base" in case:
        older = new_root(tmp_path / "base", case.get("schema"))
        write_union(older, changed(case["base"]))
        base = Register(older).open
    register = Register(root)
    judge = Judge(register, index.load(root, register.slugs), as_of, base=base)
    found = [f for f in judge.verdict(SLUG).findings if f.rule == case.get("rule", rule)]

    told = "\n".join(f"{f.outcome} {f.file}:{f.line} {f.message.zh} {dict(f.facts)}" for f in found)
    expected = sorted([case["outcome"], *case.get("also", [])])
    assert sorted(f.outcome for f in found) == expected, f"{case['name']}\n{told}"
    differences = [_difference(finding, case, root) for finding in found if finding.outcome == case["outcome"]]
    assert None in differences, f"{case['name']}: {differences}\n{told}"


def _difference(finding: Finding, case: dict[str, Any], root: Path) -> str | None:
    """What of a case a finding does not show; None if it is as expected."""
    where = f"unions/{SLUG}/{case['at']}".rstrip("/")
    if finding.file != where:
        return f"at {finding.file}, not {where}"
    line = "" if finding.line is None else (root / where).read_text(encoding="utf-8").split("\n")[finding.line - 1]
    if ("reads" in case) != bool(line) or case.get("reads", "") not in line:
        return f"points to the line {line!r}"
    for name, value in case.get("facts", {}).items():
        fact = finding.facts[name].value if name in finding.facts else None
        shown = [str(item) for item in fact] if isinstance(fact, list) else str(fact)
        if shown != value:
            return f"{name} is {shown!r}, not {value!r}"
    if case.get("says", "") not in finding.message.zh:
        return f"does not say {case['says']}"
    if "never" in case and case["never"] in finding.message.zh + finding.message.en:
        return f"says {case['never']}"
    return None


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.stem)
def test_every_rule_is_shown_met_missed_at_its_limit_and_where_it_does_not_apply(path: Path) -> None:
    cases = [case for case in read(path.read_bytes()).data["cases"] if "rule" not in case]
    outcomes = {case["outcome"] for case in cases}

    wanted = {"people", "pending"} if "people" in outcomes else {"met", "not-met"}
    assert wanted <= outcomes
    assert "not-applicable" in outcomes | {outcome for case in cases for outcome in case.get("also", ())}
    assert any(case.get("boundary") for case in cases), "no case is marked `boundary: true`"
    assert all("facts" in case or case["outcome"] in ("pending", "not-applicable", "not-met") for case in cases)
    assert len({case["name"] for case in cases}) == len(cases), "two cases have one name"


def test_the_valid_union_is_clean(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, changed({}))

    outcomes = {finding.outcome for finding in verdict(root).findings}

    assert outcomes == {Outcome.MET, Outcome.PEOPLE, Outcome.NOT_APPLICABLE}


@given(
    count=st.integers(0, 10**12),
    total=st.integers(1, 3 * 10**11),
    threshold=st.sampled_from([Fraction(3, 100), Fraction(1, 2), Fraction(35, 1000)]),
)
def test_a_share_never_looks_equal_to_a_limit_that_it_is_not(count: int, total: int, threshold: Fraction) -> None:
    share = Fraction(count, total)

    assert (Fraction(percent(share, threshold)) == threshold * 100) == (share == threshold)


def test_a_share_that_misses_its_limit_by_a_cent_in_billions_shows_it() -> None:
    share = Fraction(8999999999, 299999999997)

    assert share < Fraction(3, 100)
    assert Fraction(percent(share, Fraction(3, 100))) < 3
