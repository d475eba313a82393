"""The site holds nothing that is not public: a marker is planted wherever something private can stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.pages.planting import SECRET, SECRET_AMOUNT, SECRET_COUNT, SECRET_DIGEST, with_secrets
from tests.sites import site_files, site_root
from tests.support import SLUG, as_yaml, only, stranger, valid_union, write_union
from union_registry.catalogue.build import build
from union_registry.source.kinds import kind_of
from union_registry.source.reader import read

AS_OF = date(2026, 3, 1)
PUBLIC_COMMIT = "c0ffee" + "0123456789" * 3 + "abcd"
HIDDEN = "hidden-draft"


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for item in data:
            yield from strings(item)
    elif isinstance(data, str):
        yield data


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = site_root(tmp_path_factory.mktemp("private"))
    files = valid_union()
    members = files["members.yaml"]["members"]
    trader = only(members[1:2])
    trader["kind"] = "sole-trader"
    files["bureau/support.yaml"] = {
        "grants": [{"measure": "funding", "granted_on": "2025-09-01", "title": "甲", "amount": "1", "document": "乙"}]
    }
    files["bureau/conduct.yaml"] = {
        "decisions": [
            {
                "credit_code": members[2]["credit_code"],
                "document": "甲",
                "summary": "乙",
                "starts_on": "2025-09-01",
                "ends_on": "2026-09-01",
            }
        ]
    }
    files["bureau/owners.yaml"] = {"owners": [{"id": "9876543", "login": "甲", "note": "乙"}]}
    files["bureau/approval.yaml"] |= {
        "reason": "未全部满足",
        "decision": {
            "as_of": "2025-06-18", "commit": PUBLIC_COMMIT, "policy": "0123456789abcdef", "rules": "0.1.0+0123456789ab",
            "digest": SECRET_DIGEST + "0" * 52,
            "findings": [{"rule": "local-share", "outcome": "met", "digest": SECRET_DIGEST + "0000"}],
        },
    }  # fmt: skip
    files["annual/2025.yaml"]["problems"] = [{"text": "公开的问题"}, {"text": SECRET + "敏感", "sensitive": True}]
    files["private.yaml"] = {"lead_contact": {"name": SECRET, "phone": SECRET, "email": SECRET}}
    marked = with_secrets(files)
    marked["private.yaml"] = files["private.yaml"]
    write_union(root, marked)
    draft = stranger(HIDDEN)
    for name in [name for name in draft if name.startswith(("bureau/", "annual/"))]:
        del draft[name]
    draft["union.yaml"]["name"] = f"{SECRET}草稿（示例）"
    draft["members.yaml"]["members"][0] |= {"name": members[0]["name"], "credit_code": members[0]["credit_code"]}
    write_union(root, draft, HIDDEN)
    later = stranger("later-union")
    later["bureau/approval.yaml"]["approved_on"] = "2026-03-02"
    write_union(root, later, "later-union")
    site = root / "site"
    build(root, site, AS_OF)
    found = site_files(site)
    found["the trader's code"] = trader["credit_code"].encode()
    found["the trader's name"] = trader["name"].encode()
    return found


@pytest.mark.parametrize("marker", [SECRET, SECRET_AMOUNT, SECRET_COUNT, SECRET_DIGEST, HIDDEN, "later-union"])
def test_no_byte_of_what_is_private_or_not_approved_is_in_any_file(built: dict[str, bytes], marker: str) -> None:
    holders = [name for name, content in built.items() if marker.encode() in content or marker in name]
    assert holders == []


def test_a_sole_traders_code_is_withheld_but_its_name_is_shown(built: dict[str, bytes]) -> None:
    code, name = built["the trader's code"], built["the trader's name"]
    pages = {path: content for path, content in built.items() if path.endswith(".html")}
    assert [path for path, content in pages.items() if code in content or code.decode() in path] == []
    assert any(name in content for content in pages.values())


def test_what_is_public_is_there(built: dict[str, bytes]) -> None:
    page = built[f"unions/{SLUG}.html"].decode()
    files = valid_union()
    for name in ("union.yaml", "members.yaml"):
        kind = kind_of(name)
        assert kind is not None
    assert files["union.yaml"]["name"] in page
    assert files["bureau/approval.yaml"]["letter"] in page
    for goal in files["union.yaml"]["goals"]["key_generic_technologies"]:
        assert goal in page
    assert "公开的问题" in built["years/2025.html"].decode()
    assert all(part in page for part in ("批复依据", "2025-06-18", PUBLIC_COMMIT, "0.1.0+0123456789ab"))


def test_the_marker_stands_in_every_private_text() -> None:
    """The test of the test: what is planted is read back from the files."""
    marked = with_secrets(valid_union())
    for name in ("lead.yaml", "plan.yaml", "charter.yaml", "agreement.yaml", "filing.yaml"):
        texts = list(strings(read(as_yaml(marked[name]).encode()).data))
        assert sum(SECRET in text for text in texts) > 0
    assert SECRET_AMOUNT in strings(marked["lead.yaml"])
