"""What the forge keeps, as GitHub writes it in JSON."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.forge.forge import Comment, Forge, Label, Pull, Status, User
from tests.forge.objects import Change, Commit, Entry, Signature

Json = dict[str, Any]

_WEB = "https://github.com"
# What a repository tells of its addresses, by the end of each.
_ADDRESSES = {
    "archive_url": "/{archive_format}{/ref}", "assignees_url": "/assignees{/user}", "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}", "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}", "commits_url": "/commits{/sha}", "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}", "contributors_url": "/contributors", "deployments_url": "/deployments",
    "downloads_url": "/downloads", "events_url": "/events", "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}", "git_refs_url": "/git/refs{/sha}", "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks", "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}", "issues_url": "/issues{/number}", "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}", "languages_url": "/languages", "merges_url": "/merges",
    "milestones_url": "/milestones{/number}", "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}", "releases_url": "/releases{/id}", "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}", "subscribers_url": "/subscribers", "subscription_url": "/subscription",
    "tags_url": "/tags", "teams_url": "/teams", "trees_url": "/git/trees{/sha}",
}  # fmt: skip
_USER_ADDRESSES = {
    "followers_url": "/followers", "following_url": "/following{/other_user}", "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}", "subscriptions_url": "/subscriptions", "organizations_url": "/orgs",
    "repos_url": "/repos", "events_url": "/events{/privacy}", "received_events_url": "/received_events",
}  # fmt: skip
_UNSIGNED = {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None}
# GitHub breaks base64 after so many characters.
_LINE = 60


def user(forge: Forge, who: User) -> Json:
    login = quote(who.login)
    url = f"{forge.url}/users/{login}"
    web = f"{_WEB}/apps/{login.removesuffix('%5Bbot%5D')}" if who.kind == "Bot" else f"{_WEB}/{login}"
    return {
        "login": who.login, "id": who.id, "node_id": f"U_{who.id}", "type": who.kind, "site_admin": False,
        "avatar_url": f"https://avatars.githubusercontent.com/u/{who.id}?v=4", "gravatar_id": "",
        "url": url, "html_url": web, "user_view_type": "public",
        **{field: url + end for field, end in _USER_ADDRESSES.items()},
    }  # fmt: skip


def repository(forge: Forge, owner: User | None = None, id: int = 0) -> Json:  # noqa: A002
    """The forge's repository, or the fork of it that `owner` has under `id`."""
    owner, id = owner or forge.owner, id or forge.id  # noqa: A001
    full_name = f"{owner.login}/{forge.name}"
    url, web = f"{forge.url}/repos/{full_name}", f"{_WEB}/{full_name}"
    return {
        "id": id, "node_id": f"R_{id}", "name": forge.name, "full_name": full_name, "owner": user(forge, owner),
        "private": forge.private, "visibility": "private" if forge.private else "public", "fork": id != forge.id,
        "html_url": web, "url": url, "description": None, "homepage": None, "language": None, "license": None,
        "git_url": f"git://github.com/{full_name}.git", "ssh_url": f"git@github.com:{full_name}.git",
        "clone_url": f"{web}.git", "svn_url": web, "mirror_url": None, "default_branch": forge.default_branch,
        "forks": 0, "forks_count": 0, "stargazers_count": 0, "watchers": 0, "watchers_count": 0, "size": 0,
        "open_issues": 0, "open_issues_count": 0, "topics": [], "archived": False, "disabled": False,
        "has_issues": True, "has_projects": False, "has_wiki": False, "has_pages": False, "has_downloads": False,
        "has_discussions": False, "is_template": False, "allow_forking": True, "web_commit_signoff_required": False,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
        "pushed_at": "2026-01-01T00:00:00Z",
        **{field: url + end for field, end in _ADDRESSES.items()},
    }  # fmt: skip


def full_repository(forge: Forge, write: bool) -> Json:
    """The forge's repository as one hears of it who may `write`."""
    rights = {"admin": False, "maintain": False, "push": write, "triage": write, "pull": True}
    return repository(forge) | {"network_count": 0, "subscribers_count": 0, "permissions": rights}


def label(forge: Forge, it: Label) -> Json:
    return {
        "id": it.id, "node_id": f"LA_{it.id}", "url": f"{_repo(forge)}/labels/{quote(it.name, safe='')}",
        "name": it.name, "color": it.color, "description": it.description, "default": False,
    }  # fmt: skip


def comment(forge: Forge, it: Comment) -> Json:
    return {
        "id": it.id, "node_id": f"IC_{it.id}", "url": f"{_repo(forge)}/issues/comments/{it.id}",
        "html_url": f"{_web(forge)}/pull/{it.number}#issuecomment-{it.id}",
        "issue_url": f"{_repo(forge)}/issues/{it.number}", "user": user(forge, it.user), "body": it.body,
        "created_at": _moment(it.created_at), "updated_at": _moment(it.updated_at),
        "author_association": forge.pulls[it.number].association if it.user == forge.pulls[it.number].user else "NONE",
        "performed_via_github_app": None,
    }  # fmt: skip


def status(forge: Forge, it: Status) -> Json:
    return {
        "url": f"{_repo(forge)}/statuses/{it.sha}", "id": it.id, "node_id": f"SC_{it.id}", "state": it.state,
        "context": it.context, "description": it.description, "target_url": it.target_url,
        "creator": user(forge, it.creator), "avatar_url": user(forge, it.creator)["avatar_url"],
        "created_at": _moment(it.created_at), "updated_at": _moment(it.created_at),
    }  # fmt: skip


def combined_status(forge: Forge, sha: str, newest: list[Status]) -> Json:
    """The statuses of a commit, the newest of each context; their creators are not told here."""
    states = {each.state for each in newest}
    whole = "failure" if states & {"failure", "error"} else "success" if states == {"success"} else "pending"
    listed = [{name: value for name, value in status(forge, each).items() if name != "creator"} for each in newest]
    url = f"{_repo(forge)}/commits/{sha}"
    return {
        "state": whole, "sha": sha, "total_count": len(newest), "statuses": listed, "repository": repository(forge),
        "commit_url": url, "url": f"{url}/status",
    }  # fmt: skip


def pull(forge: Forge, it: Pull) -> Json:
    """A pull request as a list of them has it."""
    url, issue, web = f"{_repo(forge)}/pulls/{it.number}", f"{_repo(forge)}/issues/{it.number}", _web(forge)
    owner = it.head_owner and user(forge, it.head_owner)
    statuses = f"{_repo(forge)}/statuses/{it.head_sha}"
    links = {
        "self": url, "html": f"{web}/pull/{it.number}", "issue": issue, "comments": f"{issue}/comments",
        "review_comments": f"{url}/comments", "review_comment": f"{_repo(forge)}/pulls/comments{{/number}}",
        "commits": f"{url}/commits", "statuses": statuses,
    }  # fmt: skip
    return {
        "id": it.id, "node_id": f"PR_{it.id}", "number": it.number, "state": it.state, "locked": False,
        "title": it.title, "body": it.body, "user": user(forge, it.user), "draft": it.draft,
        "labels": [label(forge, forge.labels[key]) for key in it.labels],
        "url": url, "html_url": links["html"], "diff_url": f"{links['html']}.diff",
        "patch_url": f"{links['html']}.patch", "issue_url": issue, "comments_url": links["comments"],
        "commits_url": links["commits"], "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"], "statuses_url": statuses,
        "_links": {name: {"href": href} for name, href in links.items()},
        "head": {
            "label": it.head_owner and f"{it.head_owner.login}:{it.head_ref}", "ref": it.head_ref, "sha": it.head_sha,
            "user": owner,
            "repo": repository(forge, it.head_owner, it.head_repo_id) if owner and it.head_repo_id else None,
        },
        "base": {
            "label": f"{forge.owner.login}:{it.base_ref}", "ref": it.base_ref, "sha": it.base_sha,
            "user": user(forge, forge.owner), "repo": repository(forge),
        },
        "created_at": _moment(it.created_at), "updated_at": _moment(it.updated_at),
        "closed_at": it.closed_at and _moment(it.closed_at), "merged_at": it.merged_at and _moment(it.merged_at),
        "merge_commit_sha": None, "milestone": None, "assignee": None, "assignees": [], "requested_reviewers": [],
        "requested_teams": [], "active_lock_reason": None, "auto_merge": None, "author_association": it.association,
    }  # fmt: skip


def full_pull(forge: Forge, it: Pull) -> Json:
    """A pull request as it has it when it is asked for by itself."""
    known = forge.git.kind(it.base_sha) == "commit"
    base = forge.git.merge_base(it.base_sha, it.head_sha) if known else None
    changes = forge.git.changes(base, it.head_sha) if base else []
    return pull(forge, it) | {
        "merged": it.merged_at is not None, "merged_by": None, "mergeable": None, "mergeable_state": "unknown",
        "rebaseable": None, "maintainer_can_modify": False, "comments": len(forge.comments(it.number)),
        "review_comments": 0, "commits": len(forge.git.between(base, it.head_sha)) if base else 0,
        "additions": sum(change.added for change in changes), "deletions": sum(change.removed for change in changes),
        "changed_files": len(changes),
    }  # fmt: skip


def git_commit(forge: Forge, it: Commit) -> Json:
    """A commit as Git has it."""
    return {
        "sha": it.sha, "node_id": f"C_{it.sha}", "url": f"{_repo(forge)}/git/commits/{it.sha}",
        "html_url": f"{_web(forge)}/commit/{it.sha}", "author": _signature(it.author),
        "committer": _signature(it.committer), "message": it.message, "tree": _tree_link(forge, it.tree),
        "parents": [
            {"sha": sha, "url": f"{_repo(forge)}/git/commits/{sha}", "html_url": f"{_web(forge)}/commit/{sha}"}
            for sha in it.parents
        ],
        "verification": _UNSIGNED,
    }  # fmt: skip


def commit(forge: Forge, it: Commit) -> Json:
    """A commit as GitHub tells of it; nobody here has an address that GitHub would know."""
    url, web = f"{_repo(forge)}/commits", f"{_web(forge)}/commit"
    return {
        "sha": it.sha, "node_id": f"C_{it.sha}", "url": f"{url}/{it.sha}", "html_url": f"{web}/{it.sha}",
        "comments_url": f"{url}/{it.sha}/comments", "author": None, "committer": None,
        "commit": {
            "url": f"{_repo(forge)}/git/commits/{it.sha}", "author": _signature(it.author),
            "committer": _signature(it.committer), "message": it.message, "comment_count": 0,
            "tree": _tree_link(forge, it.tree), "verification": _UNSIGNED,
        },
        "parents": [{"sha": sha, "url": f"{url}/{sha}", "html_url": f"{web}/{sha}"} for sha in it.parents],
    }  # fmt: skip


def file(forge: Forge, it: Change, sha: str) -> Json:
    """A file that differs, as of the commit `sha`."""
    at, path = quote(it.path), quote(it.path, safe="")
    renamed = {} if it.before is None else {"previous_filename": it.before}
    return renamed | {
        "sha": it.sha, "filename": it.path, "status": it.status, "additions": it.added, "deletions": it.removed,
        "changes": it.added + it.removed, "blob_url": f"{_web(forge)}/blob/{sha}/{path}",
        "raw_url": f"{_web(forge)}/raw/{sha}/{path}", "contents_url": f"{_repo(forge)}/contents/{at}?ref={sha}",
    }  # fmt: skip


def tree(forge: Forge, sha: str, entries: list[Entry], truncated: bool) -> Json:
    return {
        "sha": sha, "url": f"{_repo(forge)}/git/trees/{sha}", "truncated": truncated,
        "tree": [_entry(forge, entry) for entry in entries],
    }  # fmt: skip


def blob(forge: Forge, sha: str, data: bytes) -> Json:
    text = base64.b64encode(data).decode()
    lines = [text[start : start + _LINE] + "\n" for start in range(0, len(text), _LINE)]
    return {
        "sha": sha, "node_id": f"B_{sha}", "url": f"{_repo(forge)}/git/blobs/{sha}", "size": len(data),
        "encoding": "base64", "content": "".join(lines),
    }  # fmt: skip


def _entry(forge: Forge, it: Entry) -> Json:
    result: Json = {"path": it.path, "mode": it.mode, "type": it.kind, "sha": it.sha}
    if it.size is not None:
        result["size"] = it.size
    if it.kind in {"blob", "tree"}:  # a commit is another repository's, and has no address here
        result["url"] = f"{_repo(forge)}/git/{it.kind}s/{it.sha}"
    return result


def _signature(it: Signature) -> Json:
    return {"name": it.name, "email": it.email, "date": _moment(it.date)}


def _tree_link(forge: Forge, sha: str) -> Json:
    return {"sha": sha, "url": f"{_repo(forge)}/git/trees/{sha}"}


def _repo(forge: Forge) -> str:
    return f"{forge.url}/repos/{forge.full_name}"


def _web(forge: Forge) -> str:
    return f"{_WEB}/{forge.full_name}"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
