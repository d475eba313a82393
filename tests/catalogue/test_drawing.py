"""Drawings: readable in the narrowest room they promise, the same every time, with words for who does not see them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from tests.catalogue.drawn import Part, parsed, parts, sheet
from union_registry.catalogue.drawing import bars as bar_chart
from union_registry.catalogue.drawing import chain as chain_drawing
from union_registry.catalogue.drawing import network as whole_network
from union_registry.catalogue.drawing import partners as partner_drawing
from union_registry.catalogue.drawing import timeline as plan_drawing
from union_registry.catalogue.drawing.bars import Bar, bars
from union_registry.catalogue.drawing.chain import chain
from union_registry.catalogue.drawing.measure import shortened, width, wrapped
from union_registry.catalogue.drawing.meetings import EVERYWHERE, Meetings
from union_registry.catalogue.drawing.names import plain, short_union, short_unit, told_apart
from union_registry.catalogue.drawing.network import Bridge, Node, network
from union_registry.catalogue.drawing.partners import Joined, Partner, partners
from union_registry.catalogue.drawing.placing import ROWS, ChainUnit
from union_registry.catalogue.drawing.timeline import Phase, Step, timeline
from union_registry.catalogue.language import CHINESE

STAGES = {"upstream": "上游", "midstream": "中游", "downstream": "下游"}
TIERS = {"lead": "牵头单位", "core": "核心层单位", "close": "紧密合作单位", "general": "一般协作层单位"}
HOSTILE = """<script>alert("1")</script>&amp;'"]]><style>*{}</style>"""
DAY = date(2027, 9, 1)
STYLES = Path(bar_chart.__file__).parents[1] / "browser/src/styles/drawing.css"


def unit(number: int, tier: str = "core", stages: Sequence[str] = ("upstream",), name: str = "") -> ChainUnit:
    return ChainUnit(
        name or f"示例草原畜牧业{number}号有限公司（示例）", f"../organisations/{number}.html", tier, stages
    )


def chain_of(units: Iterable[ChainUnit]) -> Markup:
    return chain(STAGES, TIERS, units, "#members", CHINESE)


def two_hundred() -> list[ChainUnit]:
    several = (
        ["upstream"],
        ["midstream"],
        ["downstream"],
        ["upstream", "midstream"],
        ["upstream", "downstream"],
        list(STAGES),
    )
    tiers = ("core", "close", "general")
    return [unit(n, tiers[n % 3] if n else "lead", several[n % 6]) for n in range(200)]


def phases(count: int = 3) -> list[Phase]:
    return [Phase(date(2026 + n, 2, 10), date(2026 + n, 11, 30), f"第 {n + 1} 阶段完成") for n in range(count)]


def steps() -> list[Step]:
    return [Step("遴选", date(2026, 1, 8)), Step("核准", date(2026, 2, 1)), Step("解散", date(2028, 12, 30))]


def joined(count: int) -> list[Joined]:
    return [
        Joined(f"锡林郭勒盟第{n}示例重点产业链创新联合体（示例）", f"示例{n}号乳业", f"../unions/u-{n}.html")
        for n in range(count)
    ]


def met(count: int, unions: int) -> list[Partner]:
    return [
        Partner(f"示例草原畜牧业机械制造{n}号有限公司", f"../organisations/{n}.html", [n % unions, (n + 1) % unions])
        for n in range(count)
    ]


def partners_of(unions: int, units: int) -> Markup:
    return partners("示例理工大学（示例）", joined(unions), met(units, unions), CHINESE)


class Register:
    """Unions of which every unit number `n` is in those that `shared` gives."""

    def __init__(
        self, unions: int, shared: dict[str, Sequence[int]], name: str = "锡林郭勒盟{chain}重点产业链创新联合体（示例）"
    ) -> None:
        chains = ("肉羊", "肉牛", "奶业", "饲草种业", "新能源装备")
        self.unions = [
            Node(
                f"u-{n:03}",
                name.format(chain=chains[n % 5]),
                chains[n % 5],
                f"示例{n}号牧业",
                f"../unions/u-{n:03}.html",
            )
            for n in range(unions)
        ]
        self.memberships = [(unit, f"u-{n:03}") for unit, numbers in shared.items() for n in numbers]
        self.bridges = {unit: Bridge(f"示例{unit}研究所", f"../organisations/{unit}.html") for unit in shared}

    def drawing(self) -> Markup:
        return network(self.unions, Meetings(self.memberships), self.bridges, CHINESE)


def tangled(unions: int = 60, units: int = 150) -> Register:
    dice = random.Random(5)
    return Register(unions, {f"o-{n:03}": dice.sample(range(unions), 2 + n % 3) for n in range(units)})


DRAWINGS: dict[str, tuple[Callable[[], Markup], float]] = {
    "chain": (lambda: chain_of(two_hundred()), chain_drawing.ROOM),
    "chain of one": (lambda: chain_of([unit(1, "lead")]), chain_drawing.ROOM),
    "chain of none": (lambda: chain_of([]), chain_drawing.ROOM),
    "chain of hostile names": (
        lambda: chain_of([unit(1, "lead", name=HOSTILE * 3), unit(2, stages=list(STAGES), name="W" * 200)]),
        chain_drawing.ROOM,
    ),
    "plan": (lambda: timeline(phases(), steps(), DAY, CHINESE), plan_drawing.ROOM),
    "plan of forty phases": (lambda: timeline(phases(40), steps(), DAY, CHINESE), plan_drawing.ROOM),
    "plan of a day": (lambda: timeline([Phase(DAY, DAY, HOSTILE)], [], DAY, CHINESE), plan_drawing.ROOM),
    "plan with long words": (
        lambda: timeline(
            phases(), [Step("feasibility review, passed", date(2027, m, 1)) for m in range(1, 13)], DAY, CHINESE
        ),
        plan_drawing.ROOM,
    ),
    "bars": (
        lambda: bars("培养人才", "人", [Bar("2025", 1_234_567), Bar("2026", 0), Bar("2027", None)], CHINESE),
        17.0,
    ),
    "bars of amounts": (
        lambda: bars("成交额", "万元", [Bar("一" * 30, Decimal("999999999999.99"))] * 10, CHINESE),
        17.0,
    ),
    "bars of hostile words": (lambda: bars(HOSTILE, HOSTILE, [Bar(HOSTILE, 1)], CHINESE), 17.0),
    "partners": (lambda: partners_of(12, 30), partner_drawing.ROOM),
    "one partner": (lambda: partners_of(2, 1), partner_drawing.ROOM),
    "hostile partners": (
        lambda: partners(
            HOSTILE, [Joined(HOSTILE, HOSTILE, HOSTILE)] * 2, [Partner(HOSTILE, HOSTILE, [0, 1])], CHINESE
        ),
        partner_drawing.ROOM,
    ),
    "network": (lambda: tangled().drawing(), whole_network.ROOM),
    "network of two": (lambda: Register(2, {"o": [0, 1]}).drawing(), whole_network.ROOM),
    "hostile network": (lambda: Register(3, {"o": [0, 1, 2]}, HOSTILE.replace("{}", "")).drawing(), whole_network.ROOM),
}


@pytest.fixture(params=DRAWINGS)
def drawn(request: pytest.FixtureRequest) -> tuple[Markup, float]:
    draw, room = DRAWINGS[request.param]
    return draw(), room


def kind(found: Iterable[Part], wanted: str) -> list[Part]:
    return [part for part in found if part.kind == wanted]


def apart(found: Sequence[Part]) -> bool:
    return not any(one.overlaps(other) for n, one in enumerate(found) for other in found[n + 1 :])


def test_nothing_lies_outside_a_drawing(drawn: tuple[Markup, float]) -> None:
    drawing, room = drawn
    # A phone, a desk, and something between.
    for wide in (room, 1.7 * room, 3 * room):
        whole = sheet(drawing, wide)
        assert [part for part in parts(drawing, wide) if not whole.holds(part)] == []


def test_words_do_not_run_into_each_other(drawn: tuple[Markup, float]) -> None:
    drawing, room = drawn
    for wide in (room, 3 * room):
        assert apart(kind(parts(drawing, wide), "text"))


def test_words_fit_into_their_boxes(drawn: tuple[Markup, float]) -> None:
    drawing, room = drawn
    found = parts(drawing, room)
    boxed = [part for part in kind(found, "rect") if part.link]
    texts = [part for part in kind(found, "text") if part.link in {box.link for box in boxed}]
    for text in texts:
        assert any(box.holds(text) for box in boxed if box.link == text.link), text
    assert apart(boxed)


def test_a_drawing_is_well_formed_without_styles_and_scripts_of_its_own(drawn: tuple[Markup, float]) -> None:
    drawing, _ = drawn
    for element in parsed(drawing).iter():
        assert element.tag not in {"script", "style", "foreignObject", "image", "use"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_who_does_not_see_a_drawing_is_told_what_it_is(drawn: tuple[Markup, float]) -> None:
    drawing, _ = drawn
    svg = parsed(drawing).find(".//figure/svg")
    assert svg is not None
    assert svg.attrib["aria-label"].strip()
    links = svg.findall(".//a")
    # Nothing inside of an image can be reached by the keyboard.
    assert svg.attrib["role"] == ("group" if links or "stages" in str(drawing) else "img")
    assert all("".join(link.itertext()).strip() and link.attrib["href"] for link in links)
    hidden = [one for one in svg.iter("svg") if one.get("aria-hidden") == "true"]
    assert not [one for field in hidden for tag in ("a", "text") for one in field.iter(tag)]


def test_every_class_of_a_drawing_is_known_to_the_style_sheet(drawn: tuple[Markup, float]) -> None:
    style = STYLES.read_text("utf-8")
    plainly = {
        "drawing-core",
        "drawing-close",
        "drawing-general",
        "drawing-unit",
        "drawing-now",
        "drawing-tie1",
        "drawing-union",
    }
    used = {name for element in parsed(drawn[0]).iter() for name in element.get("class", "").split()}
    unknown = {name for name in used - plainly if name.startswith("drawing") and f".{name}" not in style}
    assert unknown == set()


def test_the_words_of_a_chain_name_the_units_of_the_drawing() -> None:
    drawing = parsed(chain_of(two_hundred()))
    svg, words = drawing.find(".//svg"), drawing.find(".//ol")
    assert svg is not None
    assert words is not None
    assert {link.attrib["href"] for link in svg.iter("a")} == {link.attrib["href"] for link in words.iter("a")}


def test_a_chain_shows_the_most_important_units_and_counts_the_others() -> None:
    units = [unit(n, "general") for n in range(100)] + [unit(100, "lead"), *(unit(101 + n) for n in range(5))]
    drawing = chain_of(units)
    shown = {part.link for part in kind(parts(drawing, 60), "rect") if part.link}
    assert len(shown) == ROWS
    assert {units[n].href for n in range(100, 106)} <= shown
    assert "上游 106 家" in drawing
    assert f"另有 {106 - ROWS} 家单位" in drawing
    assert 'href="#members"' in drawing


def test_a_unit_of_several_stages_lies_across_them() -> None:
    found = parts(
        chain_of([unit(1, "lead", ["upstream", "midstream"]), unit(2, stages=["upstream", "downstream"])]), 60
    )
    panels = [part for part in kind(found, "rect") if not part.link]
    (across,) = [part for part in kind(found, "rect") if part.link == unit(1).href]
    first, last = [part for part in kind(found, "rect") if part.link == unit(2).href]
    assert across.left < panels[0].right < panels[1].left < across.right < panels[2].left
    assert panels[0].left < first.left < first.right < panels[0].right
    assert panels[2].left < last.left < last.right < panels[2].right
    (line,) = kind(found, "line")
    assert (line.left, line.right) == pytest.approx((first.right, last.left), abs=0.05)


def test_tiers_are_told_by_marks_and_in_words() -> None:
    drawing = chain_of([unit(n, tier) for n, tier in enumerate(TIERS)])
    marks = [part.text[0] for part in kind(parts(drawing, 60), "text") if part.link and part.text[0] in "★●◎○"]
    assert marks == list("★●◎○")
    assert all(f"<span>{mark} {word}</span>" in drawing for mark, word in zip("★●◎○", TIERS.values(), strict=True))
    assert "<title>示例草原畜牧业2号有限公司，紧密合作单位</title>" in drawing


def test_a_chain_of_units_without_tiers_has_no_marks() -> None:
    drawing = chain_of([unit(1, "")])
    assert not set("★●◎○") & set(drawing)
    assert "figcaption" not in drawing


def test_a_stage_without_units_says_so() -> None:
    assert chain_of([unit(1, "lead")]).count("暂无") == 4  # two stages, each in the drawing and in its words


def test_phases_are_as_long_as_their_days() -> None:
    plan = [Phase(date(2026, 1, 1), date(2026, 12, 31), "一"), Phase(date(2027, 1, 1), date(2028, 12, 31), "二")]
    one, two = kind(parts(timeline(plan, [], DAY, CHINESE), 50), "rect")
    assert two.width / one.width == pytest.approx(731 / 365, abs=0.01)
    assert two.left == pytest.approx(one.right, abs=0.02)


def test_a_phase_that_ends_before_it_starts_is_drawn_between_its_days() -> None:
    forth = Phase(date(2026, 3, 1), date(2026, 8, 1), "一")
    back = Phase(forth.ends_on, forth.starts_on, "一")
    there, again = (kind(parts(timeline([phase], [], DAY, CHINESE), 50), "rect") for phase in (forth, back))
    assert (there[0].left, there[0].width) == (again[0].left, again[0].width)


def test_the_day_is_marked_where_it_lies_and_only_there() -> None:
    drawing = timeline(phases(), [], DAY, CHINESE)
    now = kind(parts(drawing, 50), "rect")[1]
    assert "截至 2027-09-01" in drawing
    assert 'class="drawing-now"' in drawing
    (line,) = [part for part in kind(parts(drawing, 50), "line") if part.top > 2]
    assert now.left < line.left < now.right
    assert "截至" not in timeline(phases(), [], date(2031, 1, 1), CHINESE)


def test_the_words_of_a_plan_say_what_its_bars_say() -> None:
    words = parsed(timeline(phases(), [], DAY, CHINESE)).findall("./ol/li")
    said = ["".join(item.itertext()) for item in words]
    assert said == [
        "2026-02-10 至 2026-11-30 已到期第 1 阶段完成",
        "2027-02-10 至 2027-11-30 进行中第 2 阶段完成",
        "2028-02-10 至 2028-11-30 未开始第 3 阶段完成",
    ]


def test_nothing_to_draw_draws_nothing() -> None:
    assert timeline([], steps(), DAY, CHINESE) == ""
    assert bars("申请专利", "件", [], CHINESE) == ""
    assert partners("示例", joined(3), [], CHINESE) == ""


def bar_lengths(drawing: Markup) -> list[tuple[float, float]]:
    """Row and length, in hundredths of the greatest, of each bar."""
    path = parsed(drawing).find(".//path")
    assert path is not None
    return [(float(row), float(long)) for row, long in re.findall(r"M0 ([0-9.]+)h([0-9.]+)v", path.attrib["d"])]


def test_bars_are_in_proportion_to_their_numbers() -> None:
    drawing = bars("申请专利", "件", [Bar("2024", 30), Bar("2025", Decimal("7.5")), Bar("2026", 15)], CHINESE)
    assert bar_lengths(drawing) == [(0.2, 100), (1.2, 25), (2.2, 50)]


def test_zero_and_a_missing_number_are_told_apart_and_neither_has_a_bar() -> None:
    drawing = bars("申请专利", "件", [Bar("2024", 0), Bar("2025", None), Bar("2026", 5)], CHINESE)
    assert [row for row, _ in bar_lengths(drawing)] == [2.2]
    assert [part.text for part in kind(parts(drawing, 20), "text")] == ["2024", "0", "2025", "未填报", "2026", "5"]
    assert 'aria-label="申请专利（件）：2024 0；2025 未填报；2026 5"' in drawing


def test_only_zeros_make_a_chart_without_bars() -> None:
    assert bar_lengths(bars("申请专利", "件", [Bar("2024", 0), Bar("2025", 0)], CHINESE)) == []


def test_numbers_keep_their_digits_and_are_grouped() -> None:
    drawing = bars(
        "成交额",
        "万元",
        [Bar("2024", Decimal("98765.40")), Bar("2025", 1_234_567), Bar("2026", Decimal("1E+3"))],
        CHINESE,
    )
    assert [part.text for part in kind(parts(drawing, 20), "text")][1::2] == ["98,765.40", "1,234,567", "1,000"]


def test_a_chart_of_ten_years_is_small() -> None:
    drawing = bars("申请专利", "件", [Bar(str(year), 1000 + year) for year in range(2017, 2027)], CHINESE)
    assert len(drawing.encode()) < 1536


def test_partners_are_joined_to_the_unions_where_they_are_met() -> None:
    drawing = parsed(partners_of(3, 2))
    curves = [path.attrib["d"].count("M") for path in drawing.iter("path")]
    assert curves == [3, 4]  # the unit with its unions, and each of two partners with two


def test_of_many_partners_the_first_are_drawn_and_the_others_counted() -> None:
    drawing = partners_of(12, 30)
    links = {part.link for part in kind(parts(drawing, 60), "rect")} - {""}
    assert len([link for link in links if "organisations" in link]) == partner_drawing.UNITS
    assert len([link for link in links if "unions" in link]) == partner_drawing.UNIONS
    assert "没有画出：另有 20 家单位，另有 4 个联合体" in drawing


def test_meetings_are_counted_whatever_the_order() -> None:
    pairs = [(unit, union) for unit, unions in {"a": "xyz", "b": "xy", "c": "yz", "d": "x"}.items() for union in unions]
    for _ in range(5):
        random.shuffle(pairs)
        meetings = Meetings(pairs + pairs[:2])
        assert [(one.unit, one.unions) for one in meetings.partners("a")] == [("b", ["x", "y"]), ("c", ["y", "z"])]
        assert meetings.partners("d") == []
        assert [tuple(tie) for tie in meetings.ties()] == [("x", "y", 2), ("y", "z", 2), ("x", "z", 1)]
        assert sorted(meetings.bridges) == ["a", "b", "c"]


def test_a_unit_that_is_everywhere_ties_no_unions_but_is_named() -> None:
    register = Register(EVERYWHERE + 1, {"hub": range(EVERYWHERE + 1), "o": [0, 1]})
    drawing = register.drawing()
    assert [tuple(tie) for tie in Meetings(register.memberships).ties()] == [("u-000", "u-001", 1)]
    assert "示例hub研究所" in drawing
    assert f"{EVERYWHERE - 1} 个没有" in drawing
    assert f"参加 {EVERYWHERE} 个以上联合体的 1 家单位不计在内。" in drawing
    hub_alone = Register(EVERYWHERE + 1, {"hub": range(EVERYWHERE + 1)}).drawing()
    assert "svg" not in hub_alone
    assert "示例hub研究所" in hub_alone


def test_a_network_is_the_same_whatever_the_order() -> None:
    register = tangled()
    first = register.drawing()
    for seed in range(3):
        random.Random(seed).shuffle(register.unions)
        random.Random(seed).shuffle(register.memberships)
        assert register.drawing() == first


def test_a_chain_is_the_same_whatever_the_order() -> None:
    units = two_hundred()
    first = chain_of(units)
    random.Random(1).shuffle(units)
    assert chain_of(units) == first


def test_a_network_says_what_it_leaves_out() -> None:
    drawing = tangled().drawing()
    circles = kind(parts(drawing, 60), "circle")
    assert len(circles) == whole_network.NODES
    assert len(kind(parts(drawing, 60), "line")) <= whole_network.TIES
    assert "60 个联合体与别的联合体有共有单位，图中是联系最多的 24 个。" in drawing
    assert "对联系较少，没有画出" in drawing
    assert "另有 120 家单位" in drawing


def test_a_network_names_ties_and_the_units_behind_them() -> None:
    drawing = Register(4, {"a": [0, 1], "b": [0, 1], "c": [1, 2]}).drawing()
    ties = [part.text for part in kind(parts(drawing, 60), "line")]
    words = ["".join(item.itertext()).replace("\u00a0", " ") for item in parsed(drawing).iter("li")]
    assert ties == ["drawing-tie1", "drawing-tie2"]
    assert words == ["肉羊肉牛 2 家", "肉牛肉羊 2 家、奶业 1 家", "奶业肉牛 1 家"]
    assert "3 个联合体与别的联合体有共有单位，1 个没有。" in drawing
    assert [row.text for row in parsed(drawing).findall(".//tbody//th/a")] == [
        "示例a研究所",
        "示例b研究所",
        "示例c研究所",
    ]


def test_unions_that_share_no_unit_are_no_network() -> None:
    drawing = Register(3, {}).drawing()
    assert "svg" not in drawing
    assert "还没有同时参加几个联合体的单位。" in drawing


def test_nodes_are_told_apart_by_colour_and_by_name() -> None:
    drawing = Register(7, {"a": range(7)}).drawing()
    colours = {part.attrib["class"] for part in parsed(drawing).iter("a") if "hue" in part.get("class", "")}
    texts = [part.text for part in kind(parts(drawing, 60), "text")]
    assert len(colours) == 5
    # Two unions of one chain are called the same, so that their leads are named, too.
    assert texts.count("肉羊") == 2
    assert {"示例0号牧业", "示例5号牧业"} <= set(texts)
    assert "示例2号牧业" not in texts


def test_what_all_names_share_is_left_out() -> None:
    assert short_union("锡林郭勒盟肉羊重点产业链创新联合体（示例）") == "肉羊"
    assert short_union("草原联盟风电创新联合体") == "草原联盟风电"
    assert short_union("创新联合体") == "创新联合体"
    assert short_union("Xilingol Mutton Sheep Innovation Consortium (sample)") == "Xilingol Mutton Sheep"
    assert short_unit("乌拉盖垦原草业有限责任公司（示例）") == "乌拉盖垦原草业"
    assert short_unit("有限公司") == "有限公司"
    assert plain("（示例）") == "（示例）"
    assert told_apart([("锡盟奶业创新联合体", "甲乳业有限公司"), ("奶业创新联合体", "乙"), ("肉牛", "丙")]) == [
        ("锡盟奶业",), ("奶业",), ("肉牛",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["锡林郭勒盟草原畜牧业机械制造有限公司（示例）", "Inner Mongolia Mutton Research Co. Ltd", HOSTILE, "W" * 90, "字"],
)
def test_wrapped_text_fits_and_keeps_every_sign_that_has_room(text: str) -> None:
    for room in (3.0, 6.6, 12.3):
        lines = wrapped(text, room, 2)
        assert len(lines) <= 2
        assert all(width(line) <= room + 1e-6 for line in lines)
        joined = "".join(lines).replace(" ", "")
        assert joined == text.replace(" ", "") or (joined[-1] == "…" and text.replace(" ", "").startswith(joined[:-1]))
        assert width(shortened(text, room)) <= room


def test_lines_are_even_and_break_at_no_bracket() -> None:
    assert wrapped("草原畜牧业机械制造有限公司", 12, 2) == ["草原畜牧业机械", "制造有限公司"]
    assert wrapped("草原畜牧业（集团）公司", 7, 2) == ["草原畜牧业", "（集团）公司"]
    assert wrapped("一二三（四）五六", 5, 2) == ["一二三", "（四）五六"]
    assert wrapped("Mutton Research", 5, 2) == ["Mutton", "Research"]
    assert wrapped("Xilingol Mutton Sheep", 6.6, 2) == ["Xilingol", "Mutton Sh…"]
