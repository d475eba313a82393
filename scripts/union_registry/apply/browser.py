"""Calls from the page's worker: JSON text and bytes come in, JSON text or bytes go out, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from union_registry.apply.desk import Desk
from union_registry.faults import BrokenRegister
from union_registry.refused import Refused

_BROKEN = "检查程序出了错（{name}），没有结果；已填的内容还在。请告诉盟科技局经办人"


def desk(folder: Path) -> Callable[..., str | bytes]:
    """A function that answers calls, for the engine unpacked in `folder`.

    It is given the call's name, its arguments but for bytes as a JSON list, and the bytes, if any, as
    Python's or as a Uint8Array. It gives bytes, or JSON: {"ok": value} or {"error": Chinese words}.
    """
    others = json.loads((folder / "others.json").read_bytes())
    held = Desk(folder / "register", others)
    calls: dict[str, Callable[..., Any]] = {"check": held.check, "packed": held.packed, "private_file": held.private_file,
             "opened": held.opened, "printed": held.printed}  # fmt: skip

    def answer(call: str, arguments: str, data: Any = None) -> str | bytes:
        try:
            given = json.loads(arguments)
            if data is not None:
                given.append(data if isinstance(data, bytes) else data.to_bytes())
            found = calls[call](*given)
        except Refused as refused:
            return _dump({"error": str(refused)})
        except BrokenRegister as error:
            return _dump({"error": str(error)})
        except Exception as error:  # whatever went wrong, who types is not shown a traceback
            return _dump({"error": _BROKEN.format(name=type(error).__name__)})
        return found if isinstance(found, bytes) else _dump({"ok": found})

    return answer


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
