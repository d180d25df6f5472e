"""The command below an answer repeats it: with the model of the laboratory, or at the address that it names."""

from __future__ import annotations

import csv
import io
import json
import shlex

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from cupwright.app.cli import app
from tests.web.asking import whole


def run(command: str, *more: str) -> str:
    """Run a command as it is cited, without what the tests set for all of them."""
    program, *words = shlex.split(command)
    assert program == "cupwright"
    ran = CliRunner().invoke(app, [*words, *more], env={"CUPWRIGHT_MODEL": ""})
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def cited(client: TestClient, address: str) -> tuple[str, list[dict[str, str]]]:
    """Return the command in the citation of a table, and its rows."""
    head, _, rest = client.get(address).text.partition("\n")
    return head.partition(": ")[2].partition(";")[0], list(csv.DictReader(io.StringIO(rest)))


def test_the_ratings_are_those_of_the_command(client: TestClient) -> None:
    command, rows = cited(client, "/en/files/ratings/ratings.csv?until=2026-02-01")
    again = json.loads(run(command, "--format", "json"))
    means = {row["club"]: row["mean"] for row in again["ratings"]}
    rated = {row["club"]: pytest.approx(float(row["mean"])) for row in rows if row["rated"].casefold() == "true"}
    assert len(rated) > 500 and rated == means


def test_the_strengths_of_a_club_are_those_of_the_command(client: TestClient) -> None:
    command, rows = cited(client, "/en/files/strengths/club-toluca.csv")
    again = list(csv.DictReader(io.StringIO(run(command))))
    assert [(row["date"], row["mean"][:6]) for row in rows] == [
        (row["date"], f"{round(float(row['mean']), 4)}"[:6]) for row in again
    ]
    assert command in whole(client, "/en/clubs/toluca")


def test_the_gap_is_that_of_the_command(client: TestClient) -> None:
    whole(client, "/en/ratings/gap?of=BRA&over=MEX")
    found = client.get("/api/v1/ratings/gap").json()
    assert "provenance" in found, found
    again = json.loads(run(found["provenance"]["command"], "--format", "json"))
    assert again["gaps"][0]["mean"] == pytest.approx(found["mean"])


@pytest.mark.parametrize(
    ("address", "page"),
    [("/en/files/course/course.csv?edition=campeones-cup-2025", "editions/campeones-cup-2025/course"),
     ("/en/files/swings/swings.csv?edition=copa-libertadores-2026&as-of=2026-05-20",
      "editions/copa-libertadores-2026/matches?as-of=2026-05-20"),
     ("/en/files/journeys/journeys.csv?edition=copa-libertadores-2025", "editions/copa-libertadores-2025/journeys")],
    ids=["course", "swings", "journeys"],
)  # fmt: skip
def test_what_no_verb_gives_is_cited_by_the_page_that_does(client: TestClient, address: str, page: str) -> None:
    command = cited(client, address)[0]
    assert command == f"cupwright serve --model static, http://127.0.0.1:8520/en/{page}"
    assert f"http://127.0.0.1:8520/en/{page}" in whole(client, f"/en/{page}")


def test_results_put_in_stand_in_the_citation(client: TestClient) -> None:
    match = "semi-finals:fluminense:palmeiras:1"
    command, rows = cited(client, "/en/files/odds/odds.csv?edition=copa-libertadores-2026&as-of=2026-09-17&worlds=600"
                                  f"&result.{match}=2-0")  # fmt: skip
    assert f"--result {match}=2-0" in command and "--model static" in command
    again = {(row["club"], row["stage"]): row["mean"] for row in csv.DictReader(io.StringIO(
        run(command, "--format", "csv")))}  # fmt: skip
    assert all(float(row["proposal_mean"]) == float(again[row["club"], row["stage"]]) for row in rows)
