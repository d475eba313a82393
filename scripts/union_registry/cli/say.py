"""Chooses the language of help and prompts by the locale: Chinese for zh_*, else English."""

from __future__ import annotations

import os


def say(zh: str, en: str) -> str:
    """`zh` under a Chinese locale (LC_ALL, LC_MESSAGES, LANG in that order), `en` otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return zh if value.lower().startswith("zh") else en
    return en
