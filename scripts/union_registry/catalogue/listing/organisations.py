"""The list of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.column import Column, Link, Seat, chinese_order
from union_registry.catalogue.listing.listing import Filter, Listing, Row, mixed, up
from union_registry.catalogue.listing.unions import union_link
from union_registry.catalogue.overview import Membership, Overview
from union_registry.catalogue.pages.organisation import latest_first


def organisations_list(overview: Overview, labels: Labels) -> Listing:
    """All units that ever belonged to a union, by name."""
    language, _ = labels.language, labels.language.gettext
    units = sorted(map(latest_first, overview.units.values()), key=lambda memberships: _order(memberships[0], language))
    counties = {key: labels.county(key) for key in labels.counties}
    kinds = {
        key: labels.kind(key)
        for key, _count in Counter(one.kind for memberships in units for one in memberships).most_common()
    }
    links = {union.slug: union_link(union, labels) for union in overview.unions}
    sampling = mixed(union.sample for union in overview.unions)
    return Listing(
        path="organisations/index",
        title=_("单位"),
        description=_("参加创新联合体的单位，共 %(n)s 家") % {"n": len(units)},
        columns=(
            Column("name", _("单位"), "link", before=f"{up(language)}organisations/", after=".html"),
            Column("code", _("统一社会信用代码"), "code", blank=_("不公开")),
            Column("kind", _("性质"), "term", kinds),
            Column("county", _("注册地"), "term", counties),
            Column(
                "unions",
                _("联合体"),
                "seats",
                labels.tiers,
                {"left": _("已退出"), "dissolved": _("联合体已解散")},
                before="../unions/",
                after=".html",
            ),
        ),
        rows=[_row(memberships, links, language, sampling) for memberships in units],
        filters=(
            Filter("chain", _("产业链"), {key: labels.chain(key) for key in labels.chains}),
            Filter("county", _("注册地"), counties),
            Filter("kind", _("性质"), kinds),
            Filter("tier", _("层级"), labels.tiers),
            Filter("status", _("状态"), {"member": _("现为成员"), "former": _("曾为成员")}),
        ),
        order="name",
        sampling=sampling,
    )


def _order(unit: Membership, language: Language) -> tuple[bytes, str]:
    return chinese_order(language.name(unit.name, unit.name_en)), unit.key


def _row(memberships: Sequence[Membership], links: Mapping[str, Link], language: Language, sampling: str) -> Row:
    unit = memberships[0]
    is_sample = sampling == "some" and all(one.union.sample for one in memberships)
    remarks = [_remark(one) for one in memberships]
    held = list(zip(memberships, remarks, strict=True))
    return Row(
        cells=(
            Link(language.name(unit.name, unit.name_en), unit.key, is_sample),
            unit.credit_code or "",
            unit.kind,
            unit.county,
            tuple([Seat(links[one.union.slug], one.tier, remark) for one, remark in held]),
        ),
        keys=tuple(
            zip(
                *[(one.union.chain, one.county, one.kind, one.tier, _STATUSES[remark]) for one, remark in held],
                strict=True,
            )
        ),
    )


_STATUSES = {"": "member", "left": "former", "dissolved": "former"}


def _remark(membership: Membership) -> str:
    return "left" if membership.is_former else "dissolved" if membership.union.is_dissolved else ""
