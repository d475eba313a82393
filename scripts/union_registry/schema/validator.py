"""JSON Schema validators: jsonschema is the authority, jsonschema-rs a faster yes where it is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from union_registry.schema.creditcode import is_credit_code


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar written as 2025-03-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def quick_check(schema: dict[str, Any]) -> Callable[[Any], bool] | None:
    """A function that says whether data is valid, or None where jsonschema-rs is not installed."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    validator = jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, formats={"credit-code": is_credit_code, "date": is_day}
    )
    is_valid: Callable[[Any], bool] = validator.is_valid
    return is_valid


def authority(schema: dict[str, Any]) -> Any:
    """The jsonschema validator whose errors are explained to people."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not _ecma(wanted).search(value):
            yield ValidationError(f"{value!r} does not match {wanted!r}")

    formats = FormatChecker(())
    formats.checkers = {
        "credit-code": (lambda value: not isinstance(value, str) or is_credit_code(value), ()),
        "date": (lambda value: not isinstance(value, str) or is_day(value), ()),
    }
    return extend(Draft202012Validator, {"pattern": pattern})(  # type: ignore[no-untyped-call]
        schema, format_checker=formats
    )


@lru_cache(maxsize=256)
def _ecma(pattern: str) -> re.Pattern[str]:
    # In ECMA-262, which JSON Schema means, $ is the very end; in Python it also stands before a last newline.
    return re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)
