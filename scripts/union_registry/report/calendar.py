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
    made = Calendar()
    made.add("prodid", "-//union-registry//unions due//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "创新联合体到期事项")
    for due in items:
        made.add_component(_event(due, recommenders))
    written: bytes = made.to_ical()
    return written


def _event(due: Due, recommenders: Vocabulary) -> Event:
    """An event whose UID holds as long as the record lives; its stamps come from the record, not from the clock."""
    recommender = recommenders.label(due.recommender).zh if due.recommender else ""
    event = Event()
    event.add("uid", "-".join([due.slug, due.what, *([str(due.year)] if due.year else []), str(due.number)]))
    event.add("dtstamp", _midnight(due.done_on or due.since))
    event.add("sequence", 0 if due.is_owed else 1)
    event.add("dtstart", due.due_on)
    event.add("summary", f"{'' if due.is_owed else '✓ '}{due.title.zh}：{due.name}")
    event.add("description", "\n".join(filter(None, (due.about, recommender, due.title.en, due.slug))))
    event.add("categories", [WHAT_WORDS[due.what].zh, *([recommender] if recommender else [])])
    event.add("transp", "TRANSPARENT")
    for days in _ALARMS if due.is_owed else ():
        event.add_component(_alarm(due, days))
    return event


def _alarm(due: Due, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"还有 {days} 天：{due.title.zh}，{due.name}")
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
