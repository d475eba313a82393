"""Contacts sealed to the bureau's public keys with age (C2SP age v1), and opened with a private one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from union_registry.faults import BrokenRegister
from union_registry.text import Text

if TYPE_CHECKING:
    import pyrage

KEYS = "schema/seal-keys.txt"


class Unopenable(Exception):
    """A sealed file or a key file that cannot be used, and why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.zh)
        self.why = why


def public_keys(root: Path) -> list[pyrage.x25519.Recipient]:
    """The keys that the register's own file names; none before the bureau has put one up.

    BrokenRegister where a line is no key.
    """
    from pyrage import RecipientError, x25519  # late: a core in Rust that only sealing needs

    path, keys = root / KEYS, []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
    except UnicodeDecodeError as error:
        raise BrokenRegister(f"{KEYS}: 不是 UTF-8 文本 / not UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        key = line.partition("#")[0].strip()
        if not key:
            continue
        try:
            keys.append(x25519.Recipient.from_str(key))
        except RecipientError as error:
            raise BrokenRegister(f"{KEYS}:{number}: 不是 age 公钥（age1…） / no public key of age (age1…)") from error
    return keys


def sealed(content: bytes, keys: Sequence[pyrage.x25519.Recipient]) -> bytes:
    """`content` as an armoured age file that the holder of any of the `keys` can open; never twice the same bytes."""
    import pyrage

    made: bytes = pyrage.encrypt(content, keys, armored=True)
    return made


def opened(raw: bytes, key: bytes, password: Callable[[], str]) -> bytes:
    """What is sealed in `raw`, by the private keys in the key file `key`.

    `password` is asked for if the key file is itself sealed by one. Unopenable if either file cannot be used.
    """
    import pyrage

    identities = list(_identities(_unlocked(key, password)))
    try:
        content: bytes = pyrage.decrypt(raw, identities)
    except pyrage.DecryptError as error:
        raise Unopenable(
            Text(
                "这把私钥打不开：文件不是密封给它的，或者已经损坏",
                "this key does not open it: it was sealed to another one, or is damaged",
            )
        ) from error
    return content


def new_key() -> tuple[str, str]:
    """A new pair of keys: what the private key's file says, and the public key."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    return f"# 盟科技局密封私钥，不得外传 private key, never to be shared\n# public key: {public}\n{identity}\n", public


def _unlocked(key: bytes, password: Callable[[], str]) -> bytes:
    from pyrage import DecryptError, passphrase

    if not key.lstrip().startswith((b"age-encryption.org/", b"-----BEGIN AGE")):
        return key
    try:
        unlocked: bytes = passphrase.decrypt(key, password())
    except DecryptError as error:
        raise Unopenable(
            Text("口令不对，或者私钥文件损坏", "the password is wrong, or the key's file is damaged")
        ) from error
    return unlocked


def _identities(key: bytes) -> Iterator[pyrage.x25519.Identity]:
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in key.decode("utf-8", "replace").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    try:
        yield from [x25519.Identity.from_str(line) for line in wanted]
    except IdentityError as error:
        raise Unopenable(_NO_KEY) from error
    if not wanted:
        raise Unopenable(_NO_KEY)


_NO_KEY = Text(
    "这不是 age 私钥文件（里面应有 AGE-SECRET-KEY-1… 一行）",
    "this is no private key of age (it should hold a line AGE-SECRET-KEY-1…)",
)
