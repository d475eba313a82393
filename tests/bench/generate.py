"""Writes a register of invented unions, the same for the same seed: python -m tests.bench.generate FOLDER 1000."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stdnum.cn import uscc

from tests.bench import words
from union_registry.vocabulary import Vocabulary, load

REPOSITORY = Path(__file__).parents[2]
SEED = 26

# Every union was approved in spring; on this day none owes a summary yet.
AS_OF = "2026-06-30"

# What an applicant fills in and two programs are compared on; the rest (a charter of a few lines and
# the bureau's records) is there so that nothing is missing and every union is in the catalogue.
APPLICANT_FILES = ("union", "members", "lead", "plan", "agreement", "filing")
FILES = (*APPLICANT_FILES, "charter", "bureau/selection", "bureau/review", "bureau/approval")

# Share of memberships that bring a unit which stands in no other union before.
_NEW_UNITS = 0.85
_MEMBERS = (24, 32)


class Unit(NamedTuple):
    """An invented organisation."""

    name: str
    credit_code: str
    kind: str
    county: str
    trade: str


class Inventor:
    """Makes up unions one by one; units recur among them, always under one name and one code."""

    def __init__(self, vocabularies: dict[str, Vocabulary], seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self._words = vocabularies
        self._names: set[str] = set()
        self._codes = 0
        # Units by whether they are enterprises and whether they are in the league.
        self._known: dict[tuple[bool, bool], list[Unit]] = {
            (enterprise, local): [] for enterprise in (True, False) for local in (True, False)
        }
        counties = vocabularies["counties"].terms
        self._local = [key for key, term in counties.items() if term.in_league and term.division_code]
        self._outside = [key for key, term in counties.items() if not term.in_league]
        self._others = [key for key in vocabularies["kinds"].terms if key != "enterprise"]

    def union(self, number: int) -> dict[str, Any]:
        """The data of each of `FILES`, for the union of this number."""
        chain = self._pick(list(self._words["chains"].terms.values()))
        units = self._units(self._random.randint(*_MEMBERS))
        lead, person = units[0], self._person()
        made = {
            "union": self._basics(chain.key, chain.label.zh, chain.group, lead, person),
            "members": {"members": [self._member(position, unit, number) for position, unit in enumerate(units)]},
            "lead": self._lead(lead, person),
            "plan": self._plan(units),
            "agreement": {name: self._clauses(2) for name in _AGREEMENT},
            "filing": {
                "filed_on": "2026-03-20",
                "cooperation_so_far": self._paragraph(3),
                "lead_opinion": "材料属实，任务和经费分工已协商一致，同意上报备案。",
            },
            "charter": {"adopted_on": "2026-03-12"} | {name: self._clauses(2) for name in _CHARTER},
            "bureau/selection": {
                "selected_on": "2026-02-10",
                "departments": ["盟工业主管部门", "盟农牧主管部门"],
                "document": f"锡科遴选纪要〔2026〕示例{number}号",
                "basis": self._paragraph(1),
            },
            "bureau/review": {
                "reviewed_on": "2026-03-02",
                "experts": self._experts(3),
                "departments": ["盟科技局"],
                "opinion": self._paragraph(1),
                "conclusion": "passed",
            },
            "bureau/approval": {"approved_on": "2026-04-08", "letter": f"锡科发〔2026〕示例{number}号"},
        }
        return {name: made[name] for name in FILES}

    def _pick(self, choices: Sequence[Any]) -> Any:
        return self._random.choice(choices)

    def _units(self, count: int) -> list[Unit]:
        """The lead, then the others: six in ten enterprises, three in four of the league."""
        lead = self._unit(enterprise=True, local=True)
        chosen = {lead.credit_code: lead}
        while len(chosen) < count:
            enterprise, local = len(chosen) % 5 < 3, len(chosen) % 4 < 3
            known = self._known[enterprise, local]
            unit = self._pick(known) if known and self._random.random() > _NEW_UNITS else None
            if unit is None or unit.credit_code in chosen:
                unit = self._unit(enterprise=enterprise, local=local)
            chosen[unit.credit_code] = unit
        others = list(chosen.values())[1:]
        self._random.shuffle(others)
        return [lead, *others]

    def _unit(self, *, enterprise: bool, local: bool) -> Unit:
        kind = "enterprise" if enterprise else self._pick(self._others)
        county = self._pick(self._local if local else self._outside)
        trade = self._pick(words.TRADES)
        name = self._name(kind, county, trade)
        while name in self._names:
            name = self._name(kind, county, trade)
        unit = Unit(name, self._credit_code(kind, county), kind, county, trade)
        self._names.add(name)
        self._known[enterprise, local].append(unit)
        return unit

    def _name(self, kind: str, county: str, trade: str) -> str:
        place = self._words["counties"].label(county).zh.rstrip("市旗县") if county in self._local else ""
        brand = self._pick(words.FIRST) + self._pick(words.SECOND)
        form = {
            "enterprise": f"{trade}有限公司",
            "new-rd-institution": f"{trade}技术研究院有限公司",
            "university": f"{self._pick(words.SCIENCES)}大学",
            "research-institute": f"{trade}研究所",
            "cooperative": f"{trade}专业合作社",
            "sole-trader": f"{trade}经营部",
            "collective": "嘎查股份经济合作社",
            "public-institution": f"{trade}服务中心",
            "association": f"{trade}协会",
        }.get(kind, f"{trade}联合社")
        return f"{place}{brand}{form}（示例）"

    def _credit_code(self, kind: str, county: str) -> str:
        """Its organisation part begins with QQ, which no real one does."""
        self._codes += 1
        number, serial = self._codes * 7919, ""
        for _ in range(6):
            number, digit = divmod(number, len(_PLACES))
            serial = _PLACES[digit] + serial
        authority = {"sole-trader": "92", "cooperative": "93", "collective": "N2", "association": "51"}
        by_kind = "91" if kind in ("enterprise", "new-rd-institution") else authority.get(kind, "12")
        division = {"region": "150100", "elsewhere": "110000"}.get(county, county)
        body = f"{by_kind}{division}{_organisation_code('QQ' + serial)}"
        return body + uscc.calc_check_digit(body)

    def _person(self) -> str:
        return f"示例·{self._pick(words.SURNAMES)}{self._pick(words.GIVEN)}{self._pick(words.GIVEN)}"

    def _technology(self) -> str:
        return f"{self._pick(words.TECHNOLOGIES)}中{self._pick(words.MATTERS)}"

    def _paragraph(self, sentences: int) -> str:
        said = []
        for _ in range(sentences):
            effect = self._pick(words.EFFECTS).format(n=self._random.randint(2, 9))
            said.append(f"{self._pick(words.STATES)}；围绕{self._technology()}，{self._pick(words.MEANS)}，{effect}。")
        return "".join(said)

    def _clauses(self, count: int) -> str:
        return "；".join(self._random.sample(words.RULES, count)) + "。"

    def _experts(self, count: int) -> list[dict[str, Any]]:
        return [
            {
                "name": self._person(),
                "institution": f"{self._pick(words.FIRST)}{self._pick(words.SECOND)}研究院（示例）",
                "field": self._pick(words.SCIENCES),
            }
            for _ in range(count)
        ]

    def _basics(self, chain: str, label: str, group: str, lead: Unit, principal: str) -> dict[str, Any]:
        return {
            "name": f"锡林郭勒盟{label}重点产业链创新联合体（示例）",
            "chain": chain,
            "field": "traditional" if group == "key" else "emerging",
            "sub_field": self._technology(),
            "industry_class": lead.trade,
            "county": lead.county,
            "principal": principal,
            "goals": {
                "scientific_problems": [self._technology() for _ in range(3)],
                "key_generic_technologies": [self._technology() for _ in range(4)],
                "results_to_transfer": [self._technology() for _ in range(3)],
            },
            "governance": {
                "coordinating_body": {
                    "name": "联合体秘书处",
                    "duties": self._clauses(2),
                    "means": f"设在牵头单位，专职 {self._random.randint(2, 6)} 人，每年列支 {self._random.randint(20, 80)} 万元。",
                },
                "expert_committee": {"name": f"{label}专家委员会", "experts": self._experts(4)},
                "joint_research": {"title": f"{label}联合攻关管理办法", "summary": self._paragraph(1)},
                "gain_sharing": {"title": f"{label}收益分配办法", "summary": self._clauses(2)},
                "intellectual_property": {"title": f"{label}知识产权共享规则", "summary": self._clauses(2)},
            },
            "sample": True,
        }

    def _member(self, position: int, unit: Unit, number: int) -> dict[str, Any]:
        duty = self._pick(words.DUTIES).format(technology=self._technology())
        standing = self._pick(words.POSITIONS).format(trade=unit.trade)
        member = {
            "name": unit.name,
            "credit_code": unit.credit_code,
            "kind": unit.kind,
            "county": unit.county,
            "tier": "lead" if position == 0 else self._pick(("core", "close", "general")),
            "stages": sorted(
                self._random.sample(_STAGES, 1 if position % 3 else 2),
                key=_STAGES.index,
            ),
            "statement": f"{standing}。{duty}，{self._pick(words.PROMISES)}。",
            "signature": {
                "by": self._person(),
                "capacity": self._pick(("legal_representative", "authorised")),
                "on": "2026-03-12",
                "evidence": f"锡联协〔2026〕示例{number}号第{position + 1}页",
            },
        }
        if position == 0:
            member["stages"] = list(_STAGES)
        if position == 0 or unit.kind in ("university", "research-institute"):
            member["platforms"] = [
                {
                    "name": f"{unit.trade}技术创新中心",
                    "field": unit.trade,
                    "level": self._pick(("national", "regional", "league")),
                    "approved_by": "盟科技局（示例）",
                    "built_on": f"20{self._random.randint(12, 23)}-0{self._random.randint(1, 9)}-15",
                }
            ]
        return member

    def _lead(self, lead: Unit, representative: str) -> dict[str, Any]:
        return {
            "recommender": f"science-{lead.county}",
            "filled_on": "2026-01-20",
            "main_direction": self._technology(),
            "address": f"{self._words['counties'].label(lead.county).zh}示例路 {self._random.randint(1, 99)} 号",
            "legal_representative": representative,
            "accounts": [
                {"year": year, "revenue": self._random.randint(20000, 60000), "rd": self._random.randint(2100, 3000) + 0.5}
                for year in (2023, 2024, 2025)
            ],
            "ip_rights": self._random.randint(8, 60),
            "invention_patents": self._random.randint(1, 8),
            "team": [
                {"name": self._person(), "post": "工程师", "speciality": self._pick(words.TECHNOLOGIES)} for _ in range(6)
            ],
            "projects": [
                {
                    "name": f"{self._technology()}研究",
                    "field": lead.trade,
                    "level": self._pick(("regional", "league")),
                    "funder": "盟科技局（示例）",
                    "starts_on": "2023-05-01",
                    "ends_on": "2025-04-30",
                }
                for _ in range(3)
            ],
            "narrative": {
                "overview": f"{self._paragraph(1)}\n{self._paragraph(1)}",
                "innovation": self._paragraph(1),
                "achievements": self._paragraph(1),
                "chain": f"{self._paragraph(1)}\n{self._paragraph(1)}",
            },
        }  # fmt: skip

    def _plan(self, units: list[Unit]) -> dict[str, Any]:
        return {
            "objectives": self._paragraph(1),
            "tasks": [
                {
                    "title": self._technology(),
                    "members": [unit.credit_code for unit in self._random.sample(units, 5)],
                    "deliverable": self._pick(words.EFFECTS).format(n=self._random.randint(2, 9)) + "。",
                    "due_on": f"2028-{self._random.randint(10, 12)}-30",
                }
                for _ in range(4)
            ],
            "organisation": self._clauses(2),
            "mechanisms": self._clauses(2),
            "schedule": [
                {"starts_on": f"{year}-05-01", "ends_on": f"{year}-12-31", "milestone": self._technology()}
                for year in (2026, 2027, 2028)
            ],
        }


_PLACES = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of a credit code: no I, O, S, V, Z
_STAGES = ("upstream", "midstream", "downstream")
_AGREEMENT = (
    "objectives", "tasks", "cooperation", "rights_and_duties", "ownership", "licence_income", "misconduct", "breach",
    "disputes", "joining_and_leaving", "dissolution",
)  # fmt: skip
_CHARTER = ("purpose", "business_scope", "organisation", "mechanisms")


def _organisation_code(body: str) -> str:
    """Eight places with the check character of GB 11714."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    places = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(weight * places.index(place) for weight, place in zip(weights, body, strict=True))
    return body + "0123456789X0"[(11 - total % 11)]


def as_yaml(value: Any, indent: str = "") -> Iterator[str]:
    """Lines of YAML written the way the sample unions are: plain where it can be, blocks for paragraphs."""
    for key, item in value.items():
        if isinstance(item, dict):
            yield f"{indent}{key}:"
            yield from as_yaml(item, indent + "  ")
        elif isinstance(item, list):
            yield f"{indent}{key}:"
            for entry in item:
                lines = as_yaml(entry, indent + "    ") if isinstance(entry, dict) else iter([_scalar(entry)])
                yield f"{indent}  - {next(lines).lstrip()}"
                yield from lines
        elif isinstance(item, str) and "\n" in item:
            yield f"{indent}{key}: |-"
            yield from (f"{indent}  {line}" for line in item.split("\n"))
        else:
            yield f"{indent}{key}: {_scalar(item)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A code of digits only is text, and must be quoted to be read as such.
    return f"'{value}'" if isinstance(value, str) and value.isdigit() else str(value)


def write(root: Path, count: int, seed: int = SEED) -> None:
    """A register in `root`: the repository's own schemas and pages, and `count` invented unions."""
    for name in ("schema", "docs"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    theme = Path("scripts/union_registry/catalogue/theme")  # mkdocs.yml names it relative to itself
    (root / theme.parent).mkdir(parents=True)
    (root / theme).symlink_to(REPOSITORY / theme)
    inventor = Inventor(load(root / "schema"), seed)
    for number in range(1, count + 1):
        folder = root / "unions" / f"bench-{number:05}"
        (folder / "bureau").mkdir(parents=True)
        for name, data in inventor.union(number).items():
            kind = name.replace("/", "-")
            up = "../" * (name.count("/") + 2)
            head = f"# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"
            (folder / f"{name}.yaml").write_text(head + "\n".join(as_yaml(data)) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
