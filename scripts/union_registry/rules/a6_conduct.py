"""Article 六（四）: research integrity."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.text import Text


def no_member_is_sanctioned(case: Case) -> Iterator[Judgement]:
    """A published decision counts in every union that the unit takes part in, whichever folder holds it."""
    units = {member.credit_code: member for member in case.union.members_on(case.as_of)}
    clean = True
    for code, member in units.items():
        for sanction in case.index.sanctions_on(code, case.as_of):
            clean = False
            facts = {
                "unit": Measure(member.name),
                "document": Measure(sanction.document),
                "until": Measure(sanction.ends_on),
            }
            yield Judgement(Outcome.NOT_MET, member.place / "name", facts)
    if clean:
        yield Judgement(Outcome.MET, case.union.members_place, {"units": Measure(len(units), "家")})


RESEARCH_INTEGRITY = Rule(
    id="research-integrity",
    clause="六（四）",
    strength=Strength.MUST,
    title=Text("科研诚信", "Research integrity"),
    judge=no_member_is_sanctioned,
    reads=(
        "members/members/*/name",
        "members/members/*/credit_code",
        "members/members/*/joined_on",
        "members/members/*/left_on",
        "bureau-conduct/decisions/*/document",
        "bureau-conduct/decisions/*/ends_on",
    ),
    met=Text("{units} 家成员都不在诚信惩戒期内", "none of {units} members is under a sanction"),
    not_met=Text(
        "{unit}在诚信惩戒期内，{until} 止（{document}）", "{unit} is under a sanction until {until} ({document})"
    ),
    fix=Text(
        "按章程和组建协议处理：该单位退出的，在 members.yaml 填 left_on；决定有误或已撤销的，请盟科技局改 bureau/conduct.yaml",
        "act by charter and agreement: a unit that leaves gets left_on in members.yaml; a decision that is wrong or lifted is corrected by the bureau in bureau/conduct.yaml",
    ),
)
