"""What changed: pages, feed and calendar tell what is public, once, by its day, and are read by others' libraries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
import vobject

from tests.catalogue import fake
from tests.catalogue.test_records import HOSTILE
from tests.pages.planting import SECRET, SECRET_AMOUNT, SECRET_COUNT, with_secrets
from tests.sites import own_root
from tests.support import new_root, stranger, valid_union, write_union
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import CHINESE, Language, english, languages
from union_registry.catalogue.news import feed
from union_registry.catalogue.news.event import SECTION_WORDS, Kind
from union_registry.catalogue.news.feed import Channel
from union_registry.catalogue.news.news import News
from union_registry.catalogue.news.revisions import Edit, Revisions
from union_registry.catalogue.news.step import SECTIONS
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.page import Page, Templates
from union_registry.catalogue.pages import news as pages
from union_registry.catalogue.published import PublishedUnion, SummaryYear, published
from union_registry.register import Register
from union_registry.text import Text

REGISTER = Register(own_root())
LABELS = {language.key: Labels(own_root() / "schema", REGISTER.vocabularies, language) for language in languages()}
PUBLISHER = Text("示例发布单位", "Sample publisher")
SITE = Channel(Text("示例名录", "Sample register"), PUBLISHER, "https://register.example/site/")
NOWHERE = SITE._replace(address=None)
ATOM = "{http://www.w3.org/2005/Atom}"


def gathered(
    unions: Iterable[PublishedUnion], as_of: date = fake.AS_OF, revised: dict[str, Revisions] | None = None
) -> News:
    news, overview = News(as_of, revised), Overview(as_of)
    for union in unions:
        news.union(union, *overview.add(union))
    return news


def told(news: News) -> list[tuple[str, str, str, str]]:
    """Day, kind, union and words of every event, the newest first."""
    return [
        (event.day.isoformat(), str(event.kind), event.union.slug, event.words(LABELS["zh"]))
        for event in news.newest(10**6)
    ]


def files(news: News, channel: Channel = SITE, language: Language = CHINESE) -> dict[str, bytes]:
    return dict(news.files(channel, LABELS[language.key]))


def parsed(news: News, channel: Channel = SITE, language: Language = CHINESE) -> Any:
    found = feedparser.parse(files(news, channel, language)[language.page("news/feed.xml")])
    assert not found.bozo, found.get("bozo_exception")
    return found


def calendar(news: News, channel: Channel = SITE, language: Language = CHINESE) -> dict[str, Any]:
    """The events of the calendar by their UID."""
    (whole,) = vobject.readComponents(files(news, channel, language)[language.page("news/due.ics")].decode())
    return {event.uid.value: event for event in whole.vevent_list}


def rendered(page: Page, language: Language = CHINESE) -> str:
    return Templates(language, LABELS[language.key], {}).render(page.template, page.view)


def moved(union: PublishedUnion, *members: dict[str, Any], changes: Iterable[dict[str, str]] = ()) -> PublishedUnion:
    """The union with more members, and with these entries of changes.yaml alone."""
    union.data["members"]["members"] += [fake.member(100 + number, **more) for number, more in enumerate(members)]
    union.data["changes"] = {"changes": list(changes)}
    return union


def test_everything_that_has_a_public_day_is_told_once_the_newest_first() -> None:
    union = fake.union()
    union.data["annual/2025"]["problems"][0]["answered_on"] = "2026-01-20"
    assert [(day, kind, words) for day, kind, _, words in told(gathered([union]))] == [
        ("2026-05-21", "waiver-ended", "盟级及以上创新平台（锡科函〔2025〕6号）"),
        ("2026-01-20", "answered", "2025 年度总结提出的问题，答复 1 个"),
        ("2026-01-05", "changed", "成员加入：加入一家单位"),
        ("2025-12-21", "received", "2025 年度，按时报送"),
        ("2025-05-20", "approved", "锡科函〔2025〕8号"),
        ("2025-05-20", "waived", "盟级及以上创新平台，至 2026-05-20（锡科函〔2025〕6号）"),
        ("2025-05-20", "waived", "成员单位家数，至 2027-05-20（锡科函〔2025〕9号）"),
        ("2025-05-20", "waived", "成员单位家数，至 2027-05-20（锡科函〔2025〕7号）"),
    ]


def test_a_dissolution_is_told_with_its_reason() -> None:
    assert ("2025-12-31", "dissolved", "energy-old", "联合体名称变更（锡科函〔2026〕1号）") in told(
        gathered(fake.register())
    )


def test_selection_and_review_are_not_told_on_their_own() -> None:
    assert all(day >= "2025-05-20" for day, *_ in told(gathered(fake.register())))


def test_what_is_dated_before_the_approval_is_told_on_its_day() -> None:
    union = fake.union()
    union.data["bureau/waivers"]["waivers"][0]["granted_on"] = "2025-05-01"
    summaries = (SummaryYear(2025, "on-time", date(2025, 12, 31), date(2025, 5, 2)),)
    found = told(gathered([replace(moved(union), summaries=summaries)]))
    assert {day for day, *_ in found} == {"2025-05-20", "2026-05-21"}


def test_a_union_that_is_not_approved_has_no_news() -> None:
    union = replace(fake.union(), status="reviewed")
    del union.data["bureau/approval"]
    assert told(gathered([union])) == []


def test_the_news_of_a_day_are_those_of_a_later_day_up_to_then() -> None:
    later = told(gathered(fake.register(), fake.AS_OF))
    days = sorted({day for day, *_ in later})
    for day in [*days, "2025-05-19"]:
        for as_of in (date.fromisoformat(day), date.fromisoformat(day) - timedelta(days=1)):
            found = told(gathered(fake.register(), as_of))
            assert found == [event for event in later if event[0] <= as_of.isoformat()]


def test_units_that_come_on_one_day_are_told_together_with_what_the_record_says() -> None:
    change = {"on": "2026-02-01", "kind": "member_joined", "summary": "经成员大会表决"}
    union = moved(
        fake.union(), {"name": "甲", "joined_on": "2026-02-01"}, {"name": "乙", "joined_on": "2026-02-01"},
        {"name": "丙", "joined_on": "2025-05-20"}, changes=[change],
    )  # fmt: skip
    assert [event for event in told(gathered([union])) if event[0] > "2026-01-01"][1:] == [
        ("2026-02-01", "joined", "mutton-sample", "甲、乙。经成员大会表决"),
    ]


def test_what_the_record_says_with_all_names_is_not_said_twice() -> None:
    change = {"on": "2026-02-01", "kind": "member_left", "summary": "甲因转产退出"}
    union = moved(fake.union(), {"name": "甲", "left_on": "2026-02-01"}, changes=[change])
    assert [words for _, kind, _, words in told(gathered([union])) if kind == "left"] == ["甲因转产退出"]


def test_many_units_are_counted() -> None:
    union = moved(fake.union(), *({"name": f"第{n}家", "joined_on": "2026-02-01"} for n in range(12)))
    (words,) = [words for _, kind, _, words in told(gathered([union])) if kind == "joined"]
    assert words.endswith("第9家等 12 家")


def test_a_waiver_that_another_carries_on_does_not_end() -> None:
    union = fake.union()
    waivers = union.data["bureau/waivers"]["waivers"]
    waivers.append({**waivers[2], "granted_on": "2026-05-21", "until": "2027-05-20", "standing": "holds"})
    kinds = [kind for _, kind, *_ in told(gathered([union]))]
    assert "waiver-ended" not in kinds
    waivers[3]["granted_on"] = "2026-05-22"
    assert "waiver-ended" in [kind for _, kind, *_ in told(gathered([union]))]


def test_what_git_alone_knows_is_told_by_the_sections_that_changed() -> None:
    edits = (Edit(date(2026, 3, 2), ("goals", "summaries")), Edit(date(2026, 11, 24), ("facts",)))
    news = gathered([fake.union()], revised={"mutton-sample": Revisions(date(2026, 11, 24), edits)})
    assert [event for event in told(news) if event[1] == "edited"] == [
        ("2026-03-02", "edited", "mutton-sample", "公开信息有更新：建设目标、年度总结")
    ]


def test_every_section_has_words() -> None:
    assert SECTION_WORDS.keys() >= {*SECTIONS.values(), "goals", "governance"}


def test_pages_group_by_month_and_link_to_the_section_that_shows_it() -> None:
    first, *years = gathered(fake.register()).pages(LABELS["zh"])
    assert [page.path for page in (first, *years)] == ["news/index.html", "news/2026.html", "news/2025.html"]
    assert [title for _, title in first.contents][:3] == ["2026 年 5 月", "2026 年 2 月", "2026 年 1 月"]
    html = rendered(first)
    assert 'href="../unions/energy-old.html#record"' in html
    assert 'href="../unions/mutton-sample.html#waivers"' in html
    assert 'href="../news/2025.html"' in html
    assert 'href="feed.xml"' in html
    assert all(f'id="{key}"' in html for key, _ in first.contents)
    assert "示例数据：" in html


def test_a_page_holds_no_more_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "NEWEST", 3)
    monkeypatch.setattr(pages, "ROWS", 4)
    first, *sheets = gathered([fake.union()]).pages(LABELS["zh"])
    counts = {page.path: rendered(page).count("<tr data-kind=") for page in (first, *sheets)}
    assert counts == {"news/index.html": 3, "news/2026.html": 2, "news/2025.html": 4, "news/2025-2.html": 1}
    assert sheets[2].title != sheets[1].title
    assert 'href="../news/2025-2.html"' in rendered(sheets[1])


def test_english_pages_speak_english_where_there_is_english() -> None:
    union = fake.union(name_en="Sample mutton consortium")
    first = next(iter(gathered([union]).pages(LABELS["en"])))
    html = rendered(first, english())
    for part in ("May 2026", "Sample mutton consortium", "Waiver ended", "2025, received on time"):
        assert part in html
    assert 'href="../unions/mutton-sample.html#facts"' in html


def test_a_register_without_news_says_so() -> None:
    (page,) = gathered([]).pages(LABELS["zh"])
    assert "还没有可以公布的变化" in rendered(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_everywhere(text: str) -> None:
    harmless, news = gathered([_saying("x")]), gathered([_saying(text)])
    for page, plain in zip(news.pages(LABELS["zh"]), harmless.pages(LABELS["zh"]), strict=True):
        html = rendered(page)
        assert re.findall(r"<[a-z/!][^\s>]*", html) == re.findall(r"<[a-z/!][^\s>]*", rendered(plain))
        assert text in unescape(re.sub(r"<[^>]*>", "", html))
    titles = [title.text or "" for title in _atom(news).iterfind(f"{ATOM}entry/{ATOM}title")]
    assert any(title == f"【核准】{text}：{text}" for title in titles)
    for content in _atom(news).iterfind(f"{ATOM}entry/{ATOM}content"):
        assert set(re.findall(r"<[^>]*>", re.sub(r' href="[^"]*"', "", content.text or ""))) <= {
            "<p>",
            "</p>",
            "<a>",
            "</a>",
        }
    events = calendar(news)
    assert len(events) == len(calendar(harmless))
    assert any(text in event.summary.value for event in events.values())


def test_the_feed_says_it_all_in_its_titles() -> None:
    titles = [entry.title for entry in parsed(gathered([fake.union()])).entries]
    assert titles[0].startswith("【豁免到期】锡林郭勒盟肉羊重点产业链创新联合体（示例）：")
    assert "【核准】锡林郭勒盟肉羊重点产业链创新联合体（示例）：锡科函〔2025〕8号" in titles


def test_a_reader_finds_what_the_standard_asks_for() -> None:
    found = parsed(gathered(fake.register()))
    assert found.version == "atom10"
    assert found.feed.language == "zh-CN"
    assert (found.feed.title, found.feed.author) == ("示例名录：动态", "示例发布单位")
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": "https://register.example/site/news/feed.xml",
        "alternate": "https://register.example/site/news/index.html",
    }
    assert found.feed.updated == found.entries[0].updated == "2026-05-21T00:00:00+08:00"
    assert [entry.updated for entry in found.entries] == sorted((e.updated for e in found.entries), reverse=True)
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert re.fullmatch(r"tag:[a-z0-9.-]+,2025:news/[a-z0-9/_-]+", entry.id)
        assert urlsplit(entry.link).netloc == "register.example"
    approved = next(entry for entry in found.entries if entry.id.endswith("news/approved/mutton-sample"))
    assert [(tag.term, tag.label) for tag in approved.tags] == [("approved", "核准"), ("mutton", "肉羊")]
    assert "牵头单位：示例单位1号有限公司" in approved.content[0].value


def test_ids_hold_wherever_the_site_lies_and_whatever_is_put_right() -> None:
    before, union = fake.union(), fake.union(name="改正的名称（示例）")
    union.data["bureau/approval"] |= {"letter": "锡科函〔2025〕18号", "approved_on": "2025-05-19"}
    union.data["changes"]["changes"][0]["summary"] = "更正过的一句话"
    here, there = parsed(gathered([before]), NOWHERE), parsed(gathered([union]))
    kept = {entry.id: entry.updated for entry in there.entries if "/waived/" not in entry.id}
    assert kept.keys() == {entry.id for entry in here.entries if "/waived/" not in entry.id}
    once = [entry for entry in here.entries if "/waived/" not in entry.id and "/approved/" not in entry.id]
    assert all(kept[entry.id] == entry.updated for entry in once)


def test_without_an_address_the_feed_has_no_links_and_is_whole() -> None:
    root = _atom(gathered(fake.register()), NOWHERE)
    assert root.findall(f".//{ATOM}link") == []
    assert all(entry.find(f"{ATOM}content") is not None for entry in root.iterfind(f"{ATOM}entry"))
    assert b"href" not in files(gathered(fake.register()), NOWHERE)["news/feed.xml"]


def test_summaries_of_one_day_are_one_entry_and_push_nothing_else_out() -> None:
    count = feed.ENTRIES + 10
    received = (SummaryYear(2026, "on-time", date(2026, 12, 31), date(2026, 11, 20)),)
    unions = [
        replace(fake.union(f"union-{n:03}", first=n * 20, size=2), summaries=received if n else ())
        for n in range(count)
    ]
    unions[0].data["bureau/approval"]["approved_on"] = "2026-11-19"
    first, second, *_ = parsed(gathered(unions)).entries
    assert first.id.endswith("news/received/2026-11-20/2026")
    assert first.title.endswith(f"等 {count - 1} 个联合体报送 2026 年度总结")
    assert first.link == "https://register.example/site/years/2026.html"
    assert second.id.endswith("news/approved/union-000")
    assert len(parsed(gathered(unions)).entries) == feed.ENTRIES
    fewer = parsed(gathered(unions[:2])).entries[0]
    assert (fewer.id, fewer.link) == (first.id, "https://register.example/site/unions/union-001.html#summaries")


def test_what_xml_forbids_is_left_out() -> None:
    union = fake.union(name="甲\x00\x08\x0b\ufffe乙")
    assert any("甲乙" in entry.title for entry in parsed(gathered([union])).entries)


def test_an_empty_feed_is_a_feed() -> None:
    found = parsed(gathered([]))
    assert (found.entries, found.feed.updated) == ([], "2026-11-23T00:00:00+08:00")


def test_the_english_feed_is_one_of_its_own() -> None:
    news = gathered([fake.union(name_en="Sample mutton consortium")])
    chinese, found = parsed(news), parsed(news, language=english())
    assert found.feed.language == "en"
    assert found.feed.title == "Sample register: what changed"
    assert "[Approved] Sample mutton consortium: 锡科函〔2025〕8号" in [entry.title for entry in found.entries]
    assert not {entry.id for entry in found.entries} & {entry.id for entry in chinese.entries}
    assert all(entry.link.startswith("https://register.example/site/en/unions/") for entry in found.entries)


def test_the_calendar_has_one_day_for_each_deadline_with_the_unions_it_concerns() -> None:
    events = calendar(gathered(fake.register()))
    assert {uid.partition("@")[0]: event.dtstart.value.isoformat() for uid, event in events.items()} == {
        "annual-summary-2025-2025-12-31": "2025-12-31",
        "annual-summary-2026-2026-12-31": "2026-12-31",
        "waiver-2027-05-20": "2027-05-20",
    }
    due = events["annual-summary-2026-2026-12-31@union-registry.invalid"]
    assert due.summary.value == "2026 年度总结截止：2 个未交"
    assert due.description.value.splitlines() == [
        "锡林郭勒盟新能源装备重点产业链创新联合体（示例）", "锡林郭勒盟肉羊重点产业链创新联合体（示例）",
    ]  # fmt: skip
    assert due.url.value == "https://register.example/site/years/2026.html"
    assert events["annual-summary-2025-2025-12-31@union-registry.invalid"].summary.value.startswith("✓ ")


def test_a_calendar_event_stays_the_same_one_and_is_newer_when_a_summary_comes() -> None:
    before, after = fake.union(), fake.union()
    after = replace(
        after, summaries=(after.summaries[0], SummaryYear(2026, "on-time", date(2026, 12, 31), date(2026, 11, 2)))
    )
    uid = "annual-summary-2026-2026-12-31@union-registry.invalid"
    owed, received = calendar(gathered([before]))[uid], calendar(gathered([after]))[uid]
    assert int(owed.sequence.value) < int(received.sequence.value)
    assert owed.dtstamp.value < received.dtstamp.value
    assert received.summary.value == "✓ 2026 年度总结截止：都已交"


def test_ends_of_waivers_are_due_unless_carried_on_void_or_the_union_is_gone() -> None:
    union = fake.union()
    waivers = union.data["bureau/waivers"]["waivers"]
    assert [str(event.summary.value) for uid, event in calendar(gathered([union])).items() if uid[0] == "w"] == [
        "豁免到期：锡林郭勒盟肉羊重点产业链创新联合体（示例）"
    ]
    waivers.append({**waivers[0], "granted_on": "2026-10-01", "until": "2028-05-20"})
    assert [uid for uid in calendar(gathered([union])) if uid[0] == "w"] == ["waiver-2028-05-20@union-registry.invalid"]
    assert [uid for uid in calendar(gathered([replace(union, status="dissolved")])) if uid[0] == "w"] == []


def test_a_deadline_of_very_many_unions_is_bounded() -> None:
    unions = [fake.union(f"union-{n:03}", first=n * 20, size=2, name=f"第{n}个") for n in range(150)]
    due = calendar(gathered(unions))["annual-summary-2026-2026-12-31@union-registry.invalid"]
    lines = due.description.value.splitlines()
    assert (len(lines), lines[-1]) == (101, "……另有 50 个")


def test_old_deadlines_are_not_carried_along() -> None:
    old = (SummaryYear(2020, "missing", date(2020, 12, 31), None),)
    assert not any("2020" in uid for uid in calendar(gathered([replace(fake.union(), summaries=old)])))


def test_of_a_real_register_nothing_private_and_no_draft_is_told(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    write_union(root, with_secrets(valid_union()))
    draft = stranger("sample-draft")
    del draft["bureau/approval.yaml"]
    write_union(root, draft, "sample-draft")
    news = gathered(published(Register(root), fake.AS_OF))
    whole = b"".join(
        content
        for language in languages()
        for content in (
            *files(news, language=language).values(),
            *(rendered(page, language).encode() for page in news.pages(LABELS[language.key])),
        )
    )
    assert "锡科发〔2025〕示例21号".encode() in whole
    for marker in (SECRET, SECRET_AMOUNT, SECRET_COUNT, "sample-draft"):
        assert marker.encode() not in whole


def test_the_same_register_gives_the_same_bytes_in_any_order() -> None:
    there, back = gathered(fake.register()), gathered(reversed(fake.register()))
    for language in languages():
        assert files(there, language=language) == files(back, language=language)
        assert list(there.pages(LABELS[language.key])) == list(back.pages(LABELS[language.key]))


def test_the_lines_of_the_calendar_are_as_the_standard_wants_them() -> None:
    written = files(gathered(fake.register()))["news/due.ics"]
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_every_kind_of_event_is_in_use() -> None:
    union = moved(fake.union(), {"joined_on": "2026-02-01"}, {"left_on": "2026-02-02"}, changes=[
        {"on": "2026-02-03", "kind": "tier", "summary": "一家单位转为核心层"}
    ])  # fmt: skip
    union.data["annual/2025"]["problems"][0]["answered_on"] = "2026-01-20"
    edits = (Edit(date(2026, 3, 2), ("goals",)),)
    news = gathered([union, fake.register()[1]], revised={"mutton-sample": Revisions(date(2026, 3, 2), edits)})
    assert {kind for _, kind, *_ in told(news)} == set(Kind)


def _atom(news: News, channel: Channel = SITE) -> ElementTree.Element:
    return ElementTree.fromstring(files(news, channel)["news/feed.xml"])


def _saying(text: str) -> PublishedUnion:
    union = fake.union(name=text)
    union.data["bureau/approval"]["letter"] = text
    union.data["changes"]["changes"][0]["summary"] = text
    return union
