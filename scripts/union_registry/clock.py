"""The one clock: days are those of Asia/Shanghai."""

from datetime import date, datetime, timedelta, timezone

# Without summer time since 1991, so that no time zone data is needed.
SHANGHAI = timezone(timedelta(hours=8))


def today() -> date:
    """Today in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()
