"""What a stranger sends: other hosts, long bodies, broken documents; none of it does more than be refused."""

from __future__ import annotations

import asyncio
import base64
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from cupwright.app.web.lab import Lab
from cupwright.app.web.limits import Buckets
from cupwright.app.web.security import Guard
from cupwright.app.web.settings import LabSettings
from cupwright.app.web.uploads import LONGEST_PACKED, packed, unpacked
from cupwright.errors import CupwrightError
from cupwright.rulebook import proposal_of_text
from cupwright.rulebook.shelf import LIBRARY

SOUND = (LIBRARY / "proposals" / "mas-2026.yaml").read_text(encoding="utf-8")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_another_host_is_not_answered(client: TestClient) -> None:
    assert client.get("/en/method", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/en/method", headers={"host": "localhost:9999"}).status_code == 200
    assert client.get("/healthz", headers={"host": "[::1]:8520"}).status_code == 200


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for path in ("/en/method", "/static/lab.js", "/api/v1/editions", "/healthz", "/nothing", "/en/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_nothing_changes_by_get(client: TestClient) -> None:
    for path in ("/api/v1/jobs", "/runs/x/stop", "/api/v1/check"):
        assert client.get(path).status_code in (404, 405), path
    assert client.put("/en/write").status_code == 405
    assert client.post("/en/method").status_code == 405


def test_forms_of_other_sites_are_refused(client: TestClient) -> None:
    for site in ("cross-site", "same-site"):
        got = client.post("/en/write", data={"text": SOUND}, headers={"sec-fetch-site": site})
        assert got.status_code == 403
    assert client.post("/en/write", data={"text": SOUND}, headers={"sec-fetch-site": "same-origin"}).status_code == 303


def test_long_bodies_and_addresses_are_refused(client: TestClient) -> None:
    assert client.post("/en/write", data={"text": "a" * 300_000}).status_code == 413
    assert client.post("/en/write", content=(b"x" * 9_000 for _ in range(40)),
                       headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 413  # fmt: skip
    assert client.get("/en/question?seed=" + "1" * 15_000).status_code == 400
    assert client.get("/en/question?" + "&".join(f"a{n}=1" for n in range(200))).status_code == 400


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..%2f..%2fx", "/etc/passwd", "x%00y", "proposal.yaml", "~root"]
)
def test_no_name_is_a_path(client: TestClient, name: str) -> None:
    for path in (f"/en/editions/{name}", f"/en/clubs/{name}", f"/static/{name}", f"/en/data/{name}.parquet",
                 f"/en/compare?base={name}", f"/en/compare?proposal={name}", f"/en/write?from={name}",
                 f"/api/v1/replay/{name}", f"/api/v1/proposals/{name}"):  # fmt: skip
        got = client.get(path)
        assert got.status_code in (400, 404), (path, got.status_code)
        assert "root:" not in got.text
    body = {"kind": "compare", "base": name, "proposals": [name]}
    assert client.post("/api/v1/jobs", json=body).status_code in (202, 400)


def test_a_document_that_is_sent_names_the_library_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("kind: edition\nid: secret-word\n")
    for wrong in (SOUND.replace("amends: copa-libertadores-2026", f"amends: {secret}"),
                  SOUND.replace("history: guests-2017-2026", f"history: {secret}")):  # fmt: skip
        with pytest.raises(CupwrightError) as refused:
            proposal_of_text(wrong)
        assert [problem.code for problem in refused.value.problems] == ["unknown-document"]
        assert "secret-word" not in str(refused.value)


def test_bombs_are_refused() -> None:
    bombs = [
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)),
        "a: &a [*a]\n", "[" * 5_000, "k:\n" + "".join(" " * n + "k:\n" for n in range(1, 300)), "x: " + "9" * 60_000,
    ]  # fmt: skip
    for text in bombs:
        with pytest.raises(CupwrightError):
            proposal_of_text(text)
    squeezed = base64.urlsafe_b64encode(zlib.compress(b"a" * 10_000_000, 9)).decode().rstrip("=")
    for letters in (squeezed, squeezed[:400], "not base 64!", "AAAA", "a" * (LONGEST_PACKED + 1), "é"):
        with pytest.raises(CupwrightError):
            unpacked(letters)


@given(st.text(max_size=2_000))
@settings(max_examples=60, deadline=None)
def test_packing_keeps_a_text(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    try:
        letters = packed(text)
    except CupwrightError:
        return
    assert unpacked(letters) == clean


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A sound proposal with pieces cut out, doubled, swapped or replaced."""
    lines = SOUND.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["cut", "double", "word", "indent", "value"]))
        if what == "cut" and len(lines) > 2:
            del lines[at]
        elif what == "double":
            lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
        elif what == "indent":
            lines[at] = " " * draw(st.integers(0, 9)) + lines[at].strip()
        elif what == "value":
            lines[at] = lines[at].partition(":")[0] + ": " + draw(st.text(max_size=30))
        else:
            lines[at] = draw(st.text(max_size=60))
    return "\n".join(lines)


@given(st.one_of(st.text(max_size=400), broken()))
@SLOW
def test_a_fuzzed_document_is_never_a_defect(client: TestClient, text: str) -> None:
    sent = client.post("/en/write", data={"text": text.encode("utf-8", "replace")})
    assert sent.status_code in (303, 400), sent.text[-800:]
    checked = client.post("/api/v1/check", json={"text": text.encode("utf-8", "replace").decode()})
    assert checked.status_code == 200, checked.text
    if sent.status_code == 303 and not checked.json()["sound"]:
        shown = client.get(sent.headers["location"])
        assert shown.status_code in (200, 400), shown.text[-800:]


PARAMETERS = [
    "entry", "search", "room", "seed", "worlds", "links", "as-of", "stamp", "set.guest-pot", "show", "document", "base",
    "proposal", "result.x",
]  # fmt: skip
PATHS = ["compare", "editions/copa-libertadores-2026/odds", "write", "ratings", "clubs"]


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=40), max_size=3), st.sampled_from(PATHS))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_fuzzed_address_is_never_a_defect(client: TestClient, parameters: dict[str, str], path: str) -> None:
    given_ = {key: value.encode("utf-8", "replace").decode() for key, value in parameters.items()}
    got = client.get(f"/en/{path}", params=given_)
    assert got.status_code in (200, 400, 404, 410), (path, given_, got.status_code)


def test_a_client_has_so_much_and_no_more() -> None:
    clock = [0.0]
    buckets = Buckets(60, now=lambda: clock[0])
    assert [buckets.take("a") for _ in range(61)] == [True] * 60 + [False]
    assert buckets.take("b")
    clock[0] += 1.01
    assert [buckets.take("a"), buckets.take("a")] == [True, False]


def _through_guard(guard: Guard, client: str, path: str = "/en/method") -> int:
    seen: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        seen.append(dict(message))

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"localhost")], "client": (client, 1)}
    asyncio.run(guard(scope, receive, send))  # type: ignore[arg-type]
    return int(seen[0]["status"])


def test_rates_hold_strangers_and_not_the_machine_itself() -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    lab = Lab(LabSettings(requests_a_minute=3, workers=1))
    try:
        guard = Guard(app, lab)
        assert [_through_guard(guard, "10.0.0.1") for _ in range(4)] == [200, 200, 200, 429]
        assert _through_guard(guard, "10.0.0.1", "/static/lab.css") == 200
        assert [_through_guard(guard, "127.0.0.1") for _ in range(5)] == [200] * 5
    finally:
        lab.close()
