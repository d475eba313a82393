"""Tells whether a file is sealed: one armoured age file and nothing beside it.

Only what `age` itself would take apart is looked at (C2SP age v1): who can open it, nobody sees
from outside.
"""

from __future__ import annotations

import base64
import binascii
import re

from union_registry.source.fault import Fault, FormCheck
from union_registry.source.reader import MAX_BYTES
from union_registry.text import Text

NOT_SEALED = FormCheck(
    "form-not-sealed",
    Text("没有密封的联系信息", "Contacts that are not sealed"),
    Text("{name} {flaw}，任何人都可能读到", "{name} {flaw_en}, so that anybody may read it"),
    Text(
        "删去它，用 unions seal 重新密封；若已推送，请告知盟科技局从历史中清除",
        "remove it and seal it anew by unions seal; if it was pushed, tell the bureau so that it is purged from history",
    ),
)

_HEAD, _TAIL = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_ARMOUR = re.compile(
    rb"\s*" + _HEAD + rb"\r?\n((?:[A-Za-z0-9+/]{64}\r?\n)*[A-Za-z0-9+/]{1,64}={0,2})\r?\n" + _TAIL + rb"\s*\Z"
)
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n((?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)--- [A-Za-z0-9+/]{43}\n"
)
# A nonce and at least one sealed chunk, empty but for its tag.
_LEAST = 16 + 16

_PLAIN = Text("不是密封的文件", "is not sealed")
_BY_PASSWORD = Text(
    "是用口令密封的，盟科技局打不开，猜出口令的人却能打开", "is sealed by a password, which can be guessed"
)
_TOO_LARGE = Text(
    f"超过 {MAX_BYTES // 1024} KiB，不像联系信息", f"is larger than {MAX_BYTES // 1024} KiB, so it is something else"
)


def flaw(raw: bytes) -> Text | None:
    """What keeps `raw` from being a sealed file; None if it is one."""
    if len(raw) > MAX_BYTES:
        return _TOO_LARGE
    armoured = _ARMOUR.match(raw)
    if armoured is None:
        return _PLAIN
    try:
        sealed = base64.b64decode(armoured[1].replace(b"\r", b"").replace(b"\n", b""), validate=True)
    except binascii.Error:
        return _PLAIN
    header = _HEADER.match(sealed)
    if header is None or len(sealed) - header.end() < _LEAST:
        return _PLAIN
    return _BY_PASSWORD if b"-> scrypt " in header[1] else None


def faults(file: str, raw: bytes) -> list[Fault]:
    """The fault of a file at path `file` that is called sealed and is not; none if it is."""
    found = flaw(raw)
    return [Fault(NOT_SEALED, values={"name": file, "flaw": found.zh, "flaw_en": found.en})] if found else []
