"""Addresses in a comment, all of them ours: of lines, of the forge's editor, of rules and guides."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from union_registry.answer.request import Request
from union_registry.source.kinds import SLUG, kind_of

_GUIDE = "docs/guide/applicant.md"
_CORRECTION = "docs/guide/correction.md"


class Links:
    """Addresses on the forge for one request, and on the catalogue's `site` ("" if it has no address).

    `tip` is the newest commit of the default branch, `changed` are the paths that the request changes.
    """

    def __init__(self, request: Request, tip: str, changed: Collection[str], site: str) -> None:
        self._request, self._tip, self._changed = request, tip, changed
        self._server = request.page.removesuffix(f"/{request.repository}/pull/{request.number}")
        self._site = site.rstrip("/")

    def place(self, file: str, line: int | None) -> str | None:
        """The line as the request has it; None for a file that cannot be one of a union's."""
        if not _is_form(file):
            return None
        commit = self._request.head if file in self._changed else self._tip
        return self._in_repository(f"blob/{commit}/{file}") + (f"#L{line}" if line else "")

    def editor(self, file: str, line: int | None) -> str | None:
        """The editor of the forge for a file of the request's branch; None where nobody can edit it."""
        if not _is_form(file) or self._request.head_repository is None:
            return None
        return self._in_branch("edit", f"/{file}") + (f"#L{line}" if line else "")

    def new_file(self, file: str) -> str | None:
        """The forge's page for a new file of that name on the request's branch."""
        if not _is_form(file) or self._request.head_repository is None:
            return None
        return self._in_branch("new", f"?filename={quote(file, safe='/')}")

    def commit(self) -> str:
        """The commit that is spoken of, among those of the request."""
        return f"{self._request.page}/commits/{self._request.head}"

    def checks(self) -> str:
        """The page with the runs on the request and what they left to be looked at."""
        return f"{self._request.page}/checks"

    def rule(self, rule: str) -> str | None:
        """What a rule asks, in the catalogue."""
        return f"{quote(self._site, safe=':/')}/rules/index.html#{quote(rule)}" if self._site else None

    def guide(self) -> str:
        """The applicants' guide."""
        return self._in_repository(f"blob/{self._tip}/{_GUIDE}")

    def correction(self) -> str:
        """The guide on what to do about data that should not be there."""
        return self._in_repository(f"blob/{self._tip}/{_CORRECTION}#private")

    def _in_repository(self, path: str) -> str:
        return f"{self._server}/{quote(self._request.repository)}/{path}"

    def _in_branch(self, what: str, path: str) -> str:
        source = quote(self._request.head_repository or "")
        return f"{self._server}/{source}/{what}/{quote(self._request.branch, safe='/')}{path}"


def _is_form(file: str) -> bool:
    """Whether `file` can only be one of the files that the forms make: nothing in its path is free to choose."""
    top, _, rest = file.partition("/")
    slug, _, name = rest.partition("/")
    return top == "unions" and SLUG.match(slug) is not None and kind_of(name) is not None
