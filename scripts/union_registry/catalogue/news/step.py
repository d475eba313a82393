"""What the step from one version of a file to the next changed for the public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SAME = ""
# Nothing but what has a day of its own and is told by it, as a new entry among the changes.
TOLD = "+"
# The same where it is an entry of changes.yaml, which tells of what was changed in the other files.
RECORDED = "+changes"

# The section of a union's page that shows what a kind of file holds.
SECTIONS: Mapping[str, str] = {
    "union": "facts", "members": "members", "plan": "plan", "changes": "changes", "annual": "summaries", "bureau-annual": "summaries",
    "bureau-selection": "facts", "bureau-review": "facts", "bureau-approval": "facts", "bureau-waivers": "waivers",
    "bureau-dissolution": "dissolution",
}  # fmt: skip
_OWN_SECTIONS = ("goals", "governance")
# The day from which a file, an entry of its list, or a value in it counts.
_DAY_OF = {
    "annual": "submitted_on", "bureau-selection": "selected_on", "bureau-review": "reviewed_on",
    "bureau-approval": "approved_on", "bureau-dissolution": "dissolved_on",
}  # fmt: skip
_ENTRIES = {
    "members": ("members", "joined_on"), "changes": ("changes", "on"), "bureau-waivers": ("waivers", "granted_on"),
}  # fmt: skip
_ADDED_LATER = ("left_on", "bureau_received_on", "recommender_received_on")
# Public only where the problem is, which another file says.
_WITHHELD = ("answers",)


def step(kind: str, before: Any, after: Any, day: str) -> str:
    """The sections that show something else on `day` (ISO) than before, joined by commas; or SAME, TOLD, RECORDED.

    `before` and `after` are the public parts of two versions of a file of `kind`, {} where there is no
    file. What is dated after `day` is not public by then.
    """
    before, after = (_on(day, kind, shown) for shown in (before, after))
    if before == after:
        return SAME
    if kind == "union":
        return _sections(before, after)
    if kind == "changes" and _grown(before, after):
        return RECORDED
    return TOLD if _tells_itself(kind, before, after) else SECTIONS[kind]


def _on(day: str, kind: str, shown: Mapping[str, Any]) -> Mapping[str, Any]:
    """What of a file's public part is public on `day`."""
    if kind in _DAY_OF and _day(shown, _DAY_OF[kind]) > day:
        return {}
    shown = _without_later(shown, day)
    if kind in _ENTRIES:
        listed, dated = _ENTRIES[kind]
        come = [_without_later(entry, day) for entry in shown.get(listed, ()) if _day(entry, dated) <= day]
        return {**shown, listed: come}
    return shown


def _without_later(shown: Mapping[str, Any], day: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in shown.items()
        if name not in _WITHHELD and (name not in _ADDED_LATER or _day(shown, name) <= day)
    }


def _day(shown: Mapping[str, Any], name: str) -> str:
    """The day in a field, "" where there is none: old versions were never judged for form."""
    value = shown.get(name)
    return value if isinstance(value, str) else ""


def _sections(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    own = [name for name in _OWN_SECTIONS if name in changed]
    return ",".join([*(["facts"] if len(changed) > len(own) else []), *own])


def _tells_itself(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if kind == "members":
        return _only_comes_and_goes(before["members"], after["members"])
    return not before if kind == "annual" else _grown(before, after)


def _grown(before: Any, after: Any) -> bool:
    """Whether everything of `before` is in `after` as it was, in its order."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(name in after and _grown(value, after[name]) for name, value in before.items())
    if isinstance(before, list) and isinstance(after, list):
        later = iter(after)
        return all(item in later for item in before)
    return bool(before == after)


def _only_comes_and_goes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing differs but that units joined or left."""
    later = iter(after)
    for member in before:
        for candidate in later:
            if _stays(member, candidate):
                break
            if "joined_on" not in candidate:
                return False
        else:
            return False
    return all("joined_on" in candidate for candidate in later)


def _stays(member: Mapping[str, Any], candidate: Mapping[str, Any]) -> bool:
    """Whether it is the same member, one that has left in between perhaps."""
    left_on = candidate.get("left_on")
    return {**member, "left_on": left_on} == {**candidate, "left_on": left_on} and member.get("left_on") in (
        None,
        left_on,
    )
