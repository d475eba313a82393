"""The operations that the stand-in serves: what each does with the forge, and answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tests.forge import shapes
from tests.forge.description import Operation
from tests.forge.forge import Forge, Pull
from tests.forge.trouble import Answer, Asked

Handler = Callable[[Forge, Asked], Answer]

ROUTES: dict[Operation, Handler] = {}
FORBIDDEN = "Resource not accessible by integration"

_REPO = "/repos/{owner}/{repo}"
_PULL = f"{_REPO}/pulls/{{pull_number}}"
_ISSUE = f"{_REPO}/issues/{{issue_number}}"
_COMMENT = f"{_REPO}/issues/comments/{{comment_id}}"
_PER_PAGE, _MOST_PER_PAGE = 30, 100
# A comparison is longer than other lists.
_COMMITS, _FILES = 250, 300
_LABEL_NAME, _LABEL_DESCRIPTION, _STATUS_DESCRIPTION = 50, 100, 140


class Refused(Exception):
    """The answer is no; `errors` are the parts of a "Validation Failed"."""

    def __init__(self, status: int, message: str, *errors: dict[str, Any]) -> None:
        super().__init__(message)
        body: dict[str, Any] = {"message": message}
        if errors:
            body["errors"] = list(errors)
        body |= {"documentation_url": "https://docs.github.com/rest", "status": str(status)}
        self.answer = Answer(status, body)


def serves(method: str, path: str) -> Callable[[Handler], Handler]:
    def note(handler: Handler) -> Handler:
        ROUTES[method, path] = handler
        return handler

    return note


@serves("GET", "/user")
def get_user(forge: Forge, asked: Asked) -> Answer:
    # What the token of a workflow hears, which is that of an installation and not of a person.
    raise Refused(403, FORBIDDEN)


@serves("GET", _REPO)
def get_repository(forge: Forge, asked: Asked) -> Answer:
    return Answer(200, shapes.full_repository(forge, asked.by.write))


@serves("GET", f"{_REPO}/pulls")
def list_pulls(forge: Forge, asked: Asked) -> Answer:
    query = asked.query
    sort = query.get("sort", "created")
    if sort not in {"created", "updated"}:
        raise NotImplementedError(f"sort={sort}")
    state, base, head = query.get("state", "open"), query.get("base"), query.get("head", "")
    found = [
        pull
        for pull in forge.pulls.values()
        if state in {"all", pull.state} and base in {None, pull.base_ref} and _has_head(pull, head)
    ]
    if sort == "updated":
        found.sort(key=lambda pull: pull.updated_at)
    if query.get("direction", "desc" if sort == "created" else "asc") == "desc":
        found.reverse()
    return _page(forge, asked, found, shapes.pull)


@serves("GET", _PULL)
def get_pull(forge: Forge, asked: Asked) -> Answer:
    return Answer(200, shapes.full_pull(forge, _pull(forge, asked.place["pull_number"])))


@serves("GET", f"{_REPO}/compare/{{basehead}}")
def compare(forge: Forge, asked: Asked) -> Answer:
    base_name, _, head_name = asked.place["basehead"].partition("...")
    base, head = _side(forge, base_name), _side(forge, head_name)
    if base is None or head is None:
        raise Refused(404, "Not Found")
    middle = forge.git.merge_base(base, head)
    if middle is None:
        raise Refused(404, f"No common ancestor between {base_name} and {head_name}.")
    ahead, behind = forge.git.between(base, head), len(forge.git.between(head, base))
    page, links = _cut(forge, asked, ahead, _COMMITS)
    url = f"{forge.url}/repos/{forge.full_name}/compare/{asked.place['basehead']}"
    web = f"https://github.com/{forge.full_name}/compare"
    body = {
        "url": url, "html_url": f"{web}/{base}...{head}", "permalink_url": f"{web}/{base}...{head}",
        "diff_url": f"{web}/{base}...{head}.diff", "patch_url": f"{web}/{base}...{head}.patch",
        "base_commit": _commit(forge, base), "merge_base_commit": _commit(forge, middle),
        "status": ("diverged" if behind else "ahead") if ahead else ("behind" if behind else "identical"),
        "ahead_by": len(ahead), "behind_by": behind, "total_commits": len(ahead),
        "commits": [_commit(forge, sha) for sha in page],
    }  # fmt: skip
    if asked.query.get("page", "1") == "1":
        body["files"] = [shapes.file(forge, change, head) for change in forge.git.changes(middle, head)[:_FILES]]
    return Answer(200, body, links)


@serves("GET", f"{_REPO}/commits/{{ref}}")
def get_commit(forge: Forge, asked: Asked) -> Answer:
    sha = forge.git.resolve(asked.place["ref"])
    if sha is None:
        raise Refused(422, f"No commit found for SHA: {asked.place['ref']}")
    return Answer(200, _commit(forge, sha))


@serves("GET", f"{_REPO}/git/commits/{{commit_sha}}")
def get_git_commit(forge: Forge, asked: Asked) -> Answer:
    found = forge.git.commit(asked.place["commit_sha"])
    if found is None:
        raise Refused(404, "Not Found")
    return Answer(200, shapes.git_commit(forge, found))


@serves("GET", f"{_REPO}/git/trees/{{tree_sha}}")
def get_tree(forge: Forge, asked: Asked) -> Answer:
    name = asked.place["tree_sha"]
    sha = name if forge.git.kind(name) == "tree" else forge.git.resolve(name)
    # Any value of `recursive` means yes, even 0.
    entries = forge.git.tree(sha, "recursive" in asked.query) if sha else None
    if sha is None or entries is None:
        raise Refused(404, "Not Found")
    return Answer(200, shapes.tree(forge, sha, entries[: forge.tree_limit], len(entries) > forge.tree_limit))


@serves("GET", f"{_REPO}/git/blobs/{{file_sha}}")
def get_blob(forge: Forge, asked: Asked) -> Answer:
    sha = asked.place["file_sha"]
    size = forge.git.size(sha)
    if size is None:
        raise Refused(404, "Not Found")
    if size > forge.blob_limit:
        message = (
            "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, "
            "but you can always clone the repository via Git in order to obtain this blob."
        )
        raise Refused(403, message, {"resource": "Blob", "field": "data", "code": "too_large"})
    return Answer(200, shapes.blob(forge, sha, forge.git.blob(sha)))


@serves("GET", f"{_ISSUE}/comments")
def list_comments(forge: Forge, asked: Asked) -> Answer:
    found = forge.comments(_pull(forge, asked.place["issue_number"]).number)
    if "since" in asked.query:
        since = datetime.fromisoformat(asked.query["since"])
        found = [comment for comment in found if comment.updated_at >= since]
    return _page(forge, asked, found, shapes.comment)


@serves("POST", f"{_ISSUE}/comments")
def create_comment(forge: Forge, asked: Asked) -> Answer:
    number = _pull(forge, asked.place["issue_number"]).number
    body = _comment_body(forge, asked)
    return Answer(201, shapes.comment(forge, forge.comment_as(asked.by.user, number, body)))


@serves("GET", _COMMENT)
def get_comment(forge: Forge, asked: Asked) -> Answer:
    found = forge.comment(_number(asked.place["comment_id"]))
    if found is None:
        raise Refused(404, "Not Found")
    return Answer(200, shapes.comment(forge, found))


@serves("PATCH", _COMMENT)
def update_comment(forge: Forge, asked: Asked) -> Answer:
    get_comment(forge, asked)
    body = _comment_body(forge, asked)
    return Answer(200, shapes.comment(forge, forge.edit_comment(_number(asked.place["comment_id"]), body)))


@serves("DELETE", _COMMENT)
def delete_comment(forge: Forge, asked: Asked) -> Answer:
    get_comment(forge, asked)
    forge.delete_comment(_number(asked.place["comment_id"]))
    return Answer(204)


@serves("GET", f"{_ISSUE}/labels")
def list_labels_of_issue(forge: Forge, asked: Asked) -> Answer:
    pull = _pull(forge, asked.place["issue_number"])
    return _page(forge, asked, [forge.labels[key] for key in pull.labels], shapes.label)


@serves("POST", f"{_ISSUE}/labels")
def add_labels(forge: Forge, asked: Asked) -> Answer:
    pull = _pull(forge, asked.place["issue_number"])
    given = asked.body.get("labels", []) if isinstance(asked.body, dict) else asked.body or []
    names = [name if isinstance(name, str) else name["name"] for name in given]
    for name in names:
        _check_label(name)
    forge.label(pull.number, *names)
    return Answer(200, _labels(forge, pull))


@serves("DELETE", f"{_ISSUE}/labels/{{name}}")
def remove_label(forge: Forge, asked: Asked) -> Answer:
    pull = _pull(forge, asked.place["issue_number"])
    if asked.place["name"].casefold() not in pull.labels:
        raise Refused(404, "Label does not exist")
    forge.unlabel(pull.number, asked.place["name"])
    return Answer(200, _labels(forge, pull))


@serves("GET", f"{_REPO}/labels")
def list_labels(forge: Forge, asked: Asked) -> Answer:
    return _page(forge, asked, list(forge.labels.values()), shapes.label)


@serves("POST", f"{_REPO}/labels")
def create_label(forge: Forge, asked: Asked) -> Answer:
    name, color, description = (asked.body.get(key) for key in ("name", "color", "description"))
    _check_label(name, color, description)
    if name.casefold() in forge.labels:
        raise _invalid({"resource": "Label", "code": "already_exists", "field": "name"})
    return Answer(201, shapes.label(forge, forge.add_label(name, color or "ededed", description)))


@serves("GET", f"{_REPO}/labels/{{name}}")
def get_label(forge: Forge, asked: Asked) -> Answer:
    found = forge.labels.get(asked.place["name"].casefold())
    if found is None:
        raise Refused(404, "Not Found")
    return Answer(200, shapes.label(forge, found))


@serves("GET", f"{_REPO}/commits/{{ref}}/statuses")
def list_statuses(forge: Forge, asked: Asked) -> Answer:
    # The older path has another name for the same.
    sha = forge.git.resolve(asked.place.get("ref") or asked.place["sha"])
    if sha is None:
        raise Refused(404, "Not Found")
    return _page(forge, asked, forge.statuses(sha), shapes.status)


serves("GET", f"{_REPO}/statuses/{{sha}}")(list_statuses)


@serves("GET", f"{_REPO}/commits/{{ref}}/status")
def get_combined_status(forge: Forge, asked: Asked) -> Answer:
    sha = forge.git.resolve(asked.place["ref"])
    if sha is None:
        raise Refused(404, "Not Found")
    newest = {each.context: each for each in reversed(forge.statuses(sha))}
    return Answer(200, shapes.combined_status(forge, sha, list(newest.values())))


@serves("POST", f"{_REPO}/statuses/{{sha}}")
def create_status(forge: Forge, asked: Asked) -> Answer:
    sha, given = asked.place["sha"], asked.body
    if forge.git.kind(sha) != "commit":
        raise Refused(422, f"No commit found for SHA: {sha}")
    context, description, target = given.get("context", "default"), given.get("description"), given.get("target_url")
    if description and len(description) > _STATUS_DESCRIPTION:
        message = f"description is too long (maximum is {_STATUS_DESCRIPTION} characters)"
        raise _invalid({"resource": "Status", "code": "custom", "field": "description", "message": message})
    if target and not re.match("https?://", target):
        message = "target_url must use http(s) scheme"
        raise _invalid({"resource": "Status", "code": "custom", "field": "target_url", "message": message})
    if sum(each.context == context for each in forge.statuses(sha)) >= forge.status_limit:
        message = "This SHA and context has reached the maximum number of statuses."
        raise _invalid({"resource": "Status", "code": "custom", "message": message})
    made = forge.set_status(asked.by.user, sha, given["state"], context, description, target)
    return Answer(201, shapes.status(forge, made))


def _invalid(error: dict[str, Any]) -> Refused:
    return Refused(422, "Validation Failed", error)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d+", text, re.ASCII) else 0


def _pull(forge: Forge, number: str) -> Pull:
    found = forge.pulls.get(_number(number))
    if found is None:
        raise Refused(404, "Not Found")
    return found


def _has_head(pull: Pull, wanted: str) -> bool:
    """Whether a pull request is of the `wanted` owner:branch; GitHub overlooks what is not of that form."""
    owner, colon, ref = wanted.partition(":")
    if not colon:
        return True
    return pull.head_ref == ref and pull.head_owner is not None and pull.head_owner.login.lower() == owner.lower()


def _side(forge: Forge, name: str) -> str | None:
    """The commit that one side of a comparison means: a ref here, or the owner:branch of a pull request."""
    owner, colon, ref = name.partition(":")
    if not colon or owner.lower() == forge.owner.login.lower():
        return forge.git.resolve(ref if colon else name)
    return next((pull.head_sha for pull in reversed(forge.pulls.values()) if _has_head(pull, name)), None)


def _commit(forge: Forge, sha: str) -> dict[str, Any]:
    found = forge.git.commit(sha)
    assert found is not None
    return shapes.commit(forge, found)


def _labels(forge: Forge, pull: Pull) -> list[dict[str, Any]]:
    return [shapes.label(forge, forge.labels[key]) for key in pull.labels]


def _check_label(name: str, color: str | None = None, description: str | None = None) -> None:
    if not name.strip():
        raise _invalid({"resource": "Label", "code": "missing_field", "field": "name"})
    for field, value, most in (("name", name, _LABEL_NAME), ("description", description, _LABEL_DESCRIPTION)):
        if value and len(value) > most:
            message = f"{field} is too long (maximum is {most} characters)"
            raise _invalid({"resource": "Label", "code": "custom", "field": field, "message": message})
    if color is not None and not re.fullmatch("[0-9a-fA-F]{6}", color):
        raise _invalid({"resource": "Label", "code": "invalid", "field": "color"})


def _comment_body(forge: Forge, asked: Asked) -> str:
    body: str = asked.body["body"]
    error = {"resource": "IssueComment", "code": "unprocessable", "field": "data"}
    if not body.strip():
        raise _invalid(error | {"message": "Body cannot be blank"})
    if len(body) > forge.comment_limit:
        raise _invalid(error | {"message": f"Body is too long (maximum is {forge.comment_limit} characters)"})
    return body


def _page(forge: Forge, asked: Asked, items: Sequence[Any], shape: Callable[[Forge, Any], Any]) -> Answer:
    page, links = _cut(forge, asked, items, _PER_PAGE)
    return Answer(200, [shape(forge, item) for item in page], links)


def _cut(forge: Forge, asked: Asked, items: Sequence[Any], per_page: int) -> tuple[Sequence[Any], dict[str, str]]:
    """The page of `items` that is asked for, and the header that tells where others are."""
    wanted = _number(asked.query.get("per_page", ""))
    size = min(wanted, max(_MOST_PER_PAGE, per_page)) or per_page
    page = _number(asked.query.get("page", "")) or 1
    last = max(1, -(-len(items) // size))
    places: dict[str, int] = {}
    if page > 1:
        places["prev"] = min(page - 1, last)
    if page < last:
        places |= {"next": page + 1, "last": last}
    if page > 1:
        places["first"] = 1
    # GitHub's own addresses name the repository by its id there.
    url = re.sub("^/repos/[^/]+/[^/]+", f"{forge.url}/repositories/{forge.id}", asked.path)
    links = [f'<{url}?{urlencode(asked.query | {"page": at})}>; rel="{name}"' for name, at in places.items()]
    return items[(page - 1) * size : page * size], {"Link": ", ".join(links)} if links else {}
