"""What is due as an iCalendar file (RFC 5545) that the bureau can subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from union_registry.oversight.dues import WHAT_WORDS, Due
from union_registry.vocabulary import Vocabulary

_ALARMS = (30, 7)


def calendar(items: Iterable[Due], recommenders: Vocabulary) -> bytes:
    """One all-day event each, on the day it is due; the same items give the same bytes.

    What is owed has alarms 30 and 7 days before.
    """
    made = opened("-//union-registry//unions due//ZH", "创新联合体到期事项")
    for due in items:
        made.add_component(_event(due, recommenders))
    written: bytes = made.to_ical()
    return written


def opened(product: str, name: str) -> Calendar:
    """A calendar to subscribe to, still without events."""
    made = Calendar()
    made.add("prodid", product)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    return made


def all_day(uid: str, day: date, stamped_on: date, sequence: int) -> Event:
    """An event on `day`, still without words; `uid` holds as long as the record lives, the stamps come from it."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(stamped_on, time(), UTC))
    event.add("sequence", sequence)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    return event


def _event(due: Due, recommenders: Vocabulary) -> Event:
    recommender = recommenders.label(due.recommender).zh if due.recommender else ""
    uid = "-".join([due.slug, due.what, *([str(due.year)] if due.year else []), str(due.number)])
    event = all_day(uid, due.due_on, due.done_on or due.since, 0 if due.is_owed else 1)
    event.add("summary", f"{'' if due.is_owed else '✓ '}{due.title.zh}：{due.name}")
    event.add("description", "\n".join(filter(None, (due.about, recommender, due.title.en, due.slug))))
    event.add("categories", [WHAT_WORDS[due.what].zh, *([recommender] if recommender else [])])
    for days in _ALARMS if due.is_owed else ():
        event.add_component(_alarm(due, days))
    return event


def _alarm(due: Due, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"还有 {days} 天：{due.title.zh}，{due.name}")
    alarm.add("trigger", timedelta(days=-days))
    return alarm
