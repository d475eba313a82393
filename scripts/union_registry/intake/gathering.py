"""Values of a union put together from many places: what is the same merges, what disagrees is settled by the caller."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from union_registry.intake.labels import plain

Gathered = dict[str, dict[str, Any]]
# Told of a path such as "members.yaml: members[2].name", of the value there and of the one that came; the one to keep.
Clash = Callable[[str, Any, Any], Any]

# By the name of a list: what tells its entries apart, any one of which is enough.
_IDENTITY = {
    "members": ("credit_code", "name"),
    "accounts": ("year",),
    "team": ("name",),
    "team_ages": ("name",),
    "platforms": ("name",),
    "projects": ("name",),
}


def steps(path: str) -> tuple[str, list[str | int]]:
    """A path as file and steps; an entry of a list is 0, or "lead" for the member that leads."""
    file, _, rest = path.partition(": ")
    found: list[str | int] = []
    for step in rest.split("."):
        name, bracket, which = step.partition("[")
        if name:
            found.append(name)
        if bracket:
            found.append("lead" if which == "lead]" else 0)
    return file, found


def nested(path: str, value: Any) -> Gathered:
    """`value` where `path` puts it."""
    file, way = steps(path)
    held: Any = value
    for number in range(len(way) - 1, -1, -1):
        step = way[number]
        if step == 0:
            held = [held]
        elif step == "lead" and number and way[number - 1] == "members":
            held = [{"tier": "lead", **held}]
        else:
            held = {step: held}
    return {file: held}


def joined(one: Any, other: Any) -> Any:
    """Two parts of the same row as one; the first has the word."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            **{key: joined(one[key], other[key]) if key in other else one[key] for key in one},
            **_lacking(one, other),
        }
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other) == 1:
        return [joined(one[0], other[0])]
    return one


def _lacking(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in other.items() if key not in one}


def lay(old: dict[str, Any], new: dict[str, Any], clash: Clash, where: str = "", used: set[int] | None = None) -> None:
    """Lays `new` over `old`, in place. `used` holds the entries that rows of the same table have gone to already."""
    for name, value in new.items():
        path = f"{where}.{name}" if where and not where.endswith(": ") else f"{where}{name}"
        if name not in old or old[name] in (None, "", [], {}):
            old[name] = copy.deepcopy(value)
            if used is not None and isinstance(value, list):
                used.update(id(entry) for entry in old[name])
        elif isinstance(value, dict) and isinstance(old[name], dict):
            lay(old[name], value, clash, path, used)
        elif _is_table(value) and _is_table(old[name]):
            _lay_rows(name, old[name], value, clash, path, used)
        elif not same(old[name], value):
            old[name] = copy.deepcopy(clash(path, old[name], value))


def lay_files(old: Gathered, new: Gathered, clash: Clash, used: set[int] | None = None) -> None:
    """`lay`, file by file."""
    for file, data in new.items():
        lay(old.setdefault(file, {}), data, clash, f"{file}: ", used)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same, however wide their letters are."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return bool(one == other)


def are_one(name: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two entries of the list `name` are about the same thing."""
    if name == "members" and one.get("tier") == other.get("tier") == "lead":
        return True
    return any(key in one and key in other and same(one[key], other[key]) for key in _IDENTITY.get(name, ()))


def lead(data: Any) -> str | None:
    """The credit code of the lead of what a members.yaml says, None if it names none."""
    members = data.get("members") if isinstance(data, dict) else None
    first = members[0] if isinstance(members, list) and members else None
    code = first.get("credit_code") if isinstance(first, dict) and first.get("tier") == "lead" else None
    return str(code) if code else None


def _lay_rows(
    name: str, old: list[dict[str, Any]], new: list[dict[str, Any]], clash: Clash, path: str, used: set[int] | None
) -> None:
    for entry in new:
        free = (
            held
            for held in old
            if used is None or id(held) not in used or name not in ("team", "team_ages", "projects", "platforms")
        )
        alike = [held for held in free if are_one(name, held, entry)]
        found = next((held for held in alike if held == entry), alike[0] if alike else None)
        if found is None:
            old.append(copy.deepcopy(entry))
            found = old[-1]
        else:
            lay(found, entry, clash, f"{path}[{old.index(found)}]", used)
        if used is not None:
            used.add(id(found))


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
