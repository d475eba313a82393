"""What the stand-in for GitHub keeps: one repository, its pull requests and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.forge.objects import Objects
from tests.forge.trouble import Trouble
from tests.repository import git


@dataclass(frozen=True)
class User:
    """`kind` is User or Bot."""

    login: str
    id: int
    kind: str = "User"


@dataclass(frozen=True)
class Token:
    """Whom a token stands for, and whether it may do more than read."""

    user: User
    write: bool


@dataclass
class Label:
    id: int
    name: str
    color: str
    description: str | None


@dataclass
class Comment:
    id: int
    number: int
    user: User
    body: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Status:
    id: int
    sha: str
    state: str
    context: str
    description: str | None
    target_url: str | None
    creator: User
    created_at: datetime


@dataclass
class Pull:
    """A pull request; without `head_repo_id` its fork has been deleted, without `head_owner` its account too."""

    id: int
    number: int
    title: str
    body: str | None
    user: User
    head_owner: User | None
    head_ref: str
    head_sha: str
    head_repo_id: int | None
    base_ref: str
    base_sha: str
    association: str
    draft: bool
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    labels: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "closed" if self.closed_at else "open"


class Forge(Trouble):
    """
    One repository as GitHub keeps it. Its Git objects lie in the bare repository `folder`; `url` is where it is
    served. `violations` is what did not fit GitHub's description, `requests` what was asked: method, path and
    status, in the order in which it came, the status 0 while it is being served.
    """

    def __init__(self, folder: Path, owner: str = "example-org", name: str = "unions", private: bool = False) -> None:
        super().__init__()
        self._ids = count(1001)
        self.url = ""
        self.git = Objects(folder)
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.pulls: dict[int, Pull] = {}
        self.labels: dict[str, Label] = {}
        self.violations: list[str] = []
        self.requests: list[tuple[str, str, int]] = []
        self.owner, self.name, self.private = self.user(owner), name, private
        self.id = next(self._ids)
        self.default_branch = "main"
        # GitHub's limits; a test may lower them.
        self.comment_limit = 65_536
        self.blob_limit = 100 * 1024 * 1024
        self.tree_limit = 100_000
        self.status_limit = 1000
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._comments: dict[int, Comment] = {}
        self._statuses: list[Status] = []
        self._forks: dict[str, int] = {}

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    def new_id(self) -> int:
        """An id that is higher than all before it."""
        return next(self._ids)

    def user(self, login: str, kind: str = "", id: int = 0) -> User:  # noqa: A002
        """The user of that name, made if there is none; `kind` is Bot for a name that ends as bots' do."""
        with self.lock:
            key = login.casefold()
            if key not in self.users:
                kind = kind or ("Bot" if login.endswith("[bot]") else "User")
                self.users[key] = User(login, id or self.new_id(), kind)
            return self.users[key]

    def token(self, user: User | str, write: bool = True) -> str:
        """A token that acts as `user`; without `write` it can only read."""
        with self.lock:
            token = f"token-{len(self.tokens) + 1}"
            self.tokens[token] = Token(self._who(user), write)
        return token

    def take(self, folder: Path, commit: str = "HEAD", ref: str = "") -> str:
        """Brings a commit of the repository in `folder` here, and sets `ref` to it if one is given; its name."""
        sha = git(folder, "rev-parse", f"{commit}^{{commit}}")
        git(folder, "push", "-qf", str(self.git.folder), f"{sha}:{ref or f'refs/taken/{sha}'}")
        return sha

    def open_pull(
        self,
        head_owner: str | None,
        head_ref: str,
        sha: str,
        author: User | str,
        base_ref: str = "main",
        head_repo_id: int | None = 0,
        association: str = "NONE",
        title: str = "示例",
        draft: bool = False,
    ) -> int:
        """
        Opens a pull request for the commit `sha`, which must be here; its number. `head_repo_id` is the id of the
        fork, 0 for whatever id the repository of `head_owner` has, None for a deleted one.
        """
        with self.lock:
            owner = None if head_owner is None else self.user(head_owner)
            if head_repo_id == 0:
                head_repo_id = self._repository_of(owner)
            number, now = len(self.pulls) + 1, self.now()
            pull = Pull(
                self.new_id(), number, title, None, self._who(author), owner, head_ref, "", head_repo_id,
                base_ref, "", association, draft, now, now,
            )  # fmt: skip
            self._set_head(pull, sha)
            self.pulls[number] = pull
        return number

    def move_head(self, number: int, sha: str) -> None:
        """As if `sha`, which must be here, were pushed to the pull request's branch."""
        with self.lock:
            self._set_head(self.pulls[number], sha)
            self.touch(number)

    def close(self, number: int, merged: bool = False) -> None:
        with self.lock:
            pull = self.pulls[number]
            pull.closed_at = self.now()
            pull.merged_at = pull.closed_at if merged else None
            self.touch(number)

    def reopen(self, number: int) -> None:
        with self.lock:
            self.pulls[number].closed_at = None
            self.touch(number)

    def touch(self, number: int) -> None:
        """Notes that something happened to the pull request."""
        self.pulls[number].updated_at = self.now()

    def comments(self, number: int) -> list[Comment]:
        """The comments on a pull request, oldest first."""
        with self.lock:
            return [comment for comment in self._comments.values() if comment.number == number]

    def comment(self, id: int) -> Comment | None:  # noqa: A002
        return self._comments.get(id)

    def comment_as(self, user: User | str, number: int, body: str) -> Comment:
        with self.lock:
            now = self.now()
            comment = Comment(self.new_id(), self.pulls[number].number, self._who(user), body, now, now)
            self._comments[comment.id] = comment
            self.touch(number)
        return comment

    def edit_comment(self, id: int, body: str) -> Comment:  # noqa: A002
        """As if anybody with the right changed the comment: its author stays."""
        with self.lock:
            comment = self._comments[id]
            comment.body, comment.updated_at = body, self.now()
        return comment

    def delete_comment(self, id: int) -> None:  # noqa: A002
        with self.lock:
            del self._comments[id]

    def add_label(self, name: str, color: str = "ededed", description: str | None = None) -> Label:
        """Defines a label, or gives the one of that name, however its letters are written."""
        with self.lock:
            return self.labels.setdefault(name.casefold(), Label(self.new_id(), name, color, description))

    def labels_of(self, number: int) -> list[str]:
        """The names of the labels on a pull request."""
        with self.lock:
            return [self.labels[key].name for key in self.pulls[number].labels]

    def label(self, number: int, *names: str) -> None:
        """Puts labels on a pull request; one that is not defined is, as GitHub does."""
        with self.lock:
            for name in names:
                self.add_label(name)
                if name.casefold() not in self.pulls[number].labels:
                    self.pulls[number].labels.append(name.casefold())
            self.touch(number)

    def unlabel(self, number: int, name: str) -> None:
        with self.lock:
            self.pulls[number].labels.remove(name.casefold())
            self.touch(number)

    def statuses(self, sha: str) -> list[Status]:
        """The statuses of a commit, newest first."""
        with self.lock:
            return [status for status in reversed(self._statuses) if status.sha == sha]

    def forget_statuses(self) -> None:
        with self.lock:
            self._statuses.clear()

    def set_status(
        self,
        user: User | str,
        sha: str,
        state: str,
        context: str = "default",
        description: str | None = None,
        target_url: str | None = None,
    ) -> Status:
        with self.lock:
            made = Status(
                self.new_id(), sha, state, context, description, target_url, self._who(user), self.now()
            )  # fmt: skip
            self._statuses.append(made)
        return made

    def _who(self, user: User | str) -> User:
        return self.user(user) if isinstance(user, str) else user

    def _repository_of(self, owner: User | None) -> int | None:
        if owner is None:
            return None
        if owner == self.owner:
            return self.id
        if owner.login not in self._forks:
            self._forks[owner.login] = self.new_id()
        return self._forks[owner.login]

    def _set_head(self, pull: Pull, sha: str) -> None:
        if self.git.kind(sha) != "commit":
            raise ValueError(f"there is no commit {sha} here: take it first")
        self.git.git("update-ref", f"refs/pull/{pull.number}/head", sha)
        pull.head_sha = sha
        pull.base_sha = self.git.resolve(f"heads/{pull.base_ref}") or "0" * 40
