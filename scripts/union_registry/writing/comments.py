"""Finds the comments of a YAML file, to see that none is lost."""

from __future__ import annotations

from collections import Counter

import yaml

from union_registry.source.reader import LOADER


def comments(text: str) -> Counter[str]:
    """The comments of `text`, which must be sound YAML, and how often each stands there."""
    between: list[str] = []  # what is no value: there a # can only begin a comment
    place = 0
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken):
            start = token.start_mark.index
            if token.style in ("|", ">"):  # a comment may stand behind the sign; the value begins on the next line
                start = text.find("\n", start) + 1 or len(text)
            between.append(text[place:start])
            place = max(start, token.end_mark.index)
    between.append(text[place:])
    lines = "".join(between).split("\n")
    return Counter(line[line.index("#") :].rstrip() for line in lines if "#" in line)
