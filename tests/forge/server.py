"""Serves a forge over HTTP, and has every request and answer judged."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.forge.contract import Contract, contract
from tests.forge.description import Operation
from tests.forge.forge import Forge
from tests.forge.routes import FORBIDDEN, ROUTES, Refused
from tests.forge.trouble import Answer, Asked

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# Names in a path that may hold slashes.
_LONG = {"basehead", "name", "ref", "sha", "tree_sha"}


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def served(forge: Forge) -> Iterator[str]:
    """Serves `forge` on a port of its own as long as the context lasts; the address."""
    app = application(forge, contract(frozenset(ROUTES)))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    forge.url = f"http://127.0.0.1:{server.port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield forge.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def application(forge: Forge, judge: Contract) -> Flask:
    app = Flask(__name__)
    app.url_map.merge_slashes = False

    def view(operation: Operation) -> Callable[..., Response]:
        def serve(**place: str) -> Response:
            asked = _asked(forge, place)
            _note(forge, judge.request(operation, place, request.args.items(multi=True), request.get_data()))
            return _respond(forge, asked, lambda: _served(forge, judge, operation, asked))

        return serve

    def stranger(elsewhere: str) -> Response:
        asked = _asked(forge, {})
        _note(forge, [f"request {asked.method} {asked.path}: the stand-in does not serve it"])
        return _respond(forge, asked, lambda: Refused(404, "Not Found").answer)

    for method, path in ROUTES:
        rule = re.sub(r"{(\w+)}", lambda found: f"<{'path:' if found[1] in _LONG else ''}{found[1]}>", path)
        app.add_url_rule(rule, f"{method} {path}", view((method, path)), methods=[method])
    app.add_url_rule("/<path:elsewhere>", "stranger", stranger, methods=_METHODS)
    app.wsgi_app = _by_id(forge, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _by_id(forge: Forge, app: Any) -> Any:
    """`app`, to which an address that has the repository's id is the same as one that has its name."""

    def renamed(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].removeprefix(f"/repositories/{forge.id}")
        if path != environ["PATH_INFO"]:
            environ["PATH_INFO"] = f"/repos/{forge.full_name}{path}"
        return app(environ, start_response)

    return renamed


def _asked(forge: Forge, place: dict[str, str]) -> Asked:
    with forge.lock:
        forge.requests.append((request.method, request.path, 0))
        number = len(forge.requests)
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = forge.tokens.get(secret) if scheme.lower() in {"token", "bearer"} else None
    body = request.get_json(silent=True, force=True) if request.get_data() else None
    return Asked(number, request.method, request.path, place, request.args.to_dict(), body, token)


def _respond(forge: Forge, asked: Asked, serve: Callable[[], Answer]) -> Response:
    """The answer of `serve`, or what strikes instead of it. Interruptions run here, where nothing is locked."""
    for act in forge.interruptions(asked):
        try:
            act()
        except Exception:
            _note(forge, [f"an interruption broke: {traceback.format_exc()}"])
    struck = forge.failure(asked)
    if struck is None:
        answer = serve()
    else:
        answer, after_effect = struck
        if after_effect:
            serve()
    with forge.lock:
        forge.requests[asked.number - 1] = (asked.method, asked.path, answer.status)
    data = None if answer.body is None else json.dumps(answer.body, ensure_ascii=False)
    return Response(data, answer.status, answer.headers, content_type="application/json; charset=utf-8")


def _served(forge: Forge, judge: Contract, operation: Operation, asked: Asked) -> Answer:
    try:
        _let_in(forge, asked)
        # A body that GitHub would not take never reaches a handler, which may rely on its form.
        wrong = judge.body(operation, request.get_data())
        if wrong:
            raise Refused(422, f"Invalid request.\n\n{wrong[0]}")
        with forge.lock:
            answer = ROUTES[operation](forge, asked)
    except Refused as refused:
        answer = refused.answer
    except Exception:
        _note(forge, [f"the stand-in broke: {traceback.format_exc()}"])
        answer = Answer(500, {"message": "Server Error"})
    _note(forge, judge.response(operation, answer.status, answer.body))
    return answer


def _let_in(forge: Forge, asked: Asked) -> None:
    """Refuses who is not known, who may not write, and what is another repository's."""
    if asked.by is None:
        known = "Authorization" in request.headers
        raise Refused(401, "Bad credentials" if known else "Requires authentication")
    name = f"{asked.place.get('owner', forge.owner.login)}/{asked.place.get('repo', forge.name)}"
    if name.lower() != forge.full_name.lower():
        raise Refused(404, "Not Found")
    if asked.method != "GET" and not asked.by.write:
        raise Refused(403, FORBIDDEN)


def _note(forge: Forge, faults: list[str]) -> None:
    with forge.lock:
        forge.violations += faults
