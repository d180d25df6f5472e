"""The API: what it says of itself holds for whatever it is sent; and a long question from beginning to end."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from starlette.testclient import TestClient

from cupwright.app.web.factory import create_app
from tests.web.conftest import SETTINGS

APP = create_app(SETTINGS)
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP, headers={"host": "localhost"})


# Each operation is a test with a name of its own: of several tests under one name, workers run the first alone.
OPERATIONS = [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=[operation.label for operation in OPERATIONS])
@given(data=strategies.data())
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_nothing_that_is_sent_is_a_defect(operation: Any, data: strategies.DataObject) -> None:
    case: Case = data.draw(operation.as_strategy())
    answer = case.call(headers={**(case.headers or {}), "host": "localhost"})
    if answer.status_code == 503:  # busy is an answer, not a defect
        return
    case.validate_response(answer, checks=(not_a_server_error,))
    if answer.status_code >= 400 and answer.headers["content-type"][0].startswith("application/json"):
        assert json.loads(answer.content)["problems"]


def test_a_long_question_from_beginning_to_end(client: TestClient) -> None:
    body = {"kind": "compare", "base": "copa-libertadores-2026", "proposals": ["mas-2026"], "worlds": 800}
    started = client.post("/api/v1/jobs", json=body)
    assert started.status_code == 202
    job = started.json()
    with client.stream("GET", job["events"]) as stream:
        events = [line for line in stream.iter_lines() if line.startswith("event:")]
    assert events[-1] == "event: end"
    answer = client.get(job["answer"]).json()["answers"][0]
    assert (answer["worlds"], answer["proposal"]) == (800, "mas-2026")
    assert client.get(f"/api/v1/jobs/{job['id']}").json()["state"] == "done"


def test_a_job_that_cannot_be_done_says_why(client: TestClient) -> None:
    body = {"kind": "simulate", "edition": "copa-libertadores-2026", "results": {"final:a:b:1": "1-0"}, "worlds": 500}
    job = client.post("/api/v1/jobs", json=body).json()
    with client.stream("GET", job["events"]) as stream:
        for _line in stream.iter_lines():
            pass
    got = client.get(job["answer"])
    assert got.status_code == 404 and got.json()["problems"][0]["code"] == "unknown-match"


def test_a_job_can_be_given_up(client: TestClient) -> None:
    body = {"kind": "simulate", "edition": "mls-2026", "worlds": 5000, "seed": 99}
    job = client.post("/api/v1/jobs", json=body).json()
    assert client.delete(f"/api/v1/jobs/{job['id']}").status_code == 202
    with client.stream("GET", job["events"]) as stream:
        for _line in stream.iter_lines():
            pass
    assert client.get(f"/api/v1/jobs/{job['id']}").json()["state"] in ("stopped", "done")


def test_bodies_that_make_no_question_are_refused(client: TestClient) -> None:
    for body in ({"kind": "compare"}, {"kind": "simulate", "edition": "x", "worlds": 10**9}, {"kind": "other"}, {},
                 {"kind": "compare", "base": "a", "proposals": ["b"] * 9}):  # fmt: skip
        got = client.post("/api/v1/jobs", json=body)
        assert got.status_code in (400, 422) and got.json()["problems"], body
