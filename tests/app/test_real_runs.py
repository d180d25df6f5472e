"""The verbs on the real documents and facts, end to end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cupwright.rulebook.shelf import LIBRARY
from tests.app.conftest import Ran

Run = Callable[..., Ran]


def test_the_club_world_cup_place_of_2015_with_its_chain(run: Run) -> None:
    ran = run("replay", "copa-libertadores-2015", "--explain", "berth:club-world-cup")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].endswith(": River Plate")
    assert lines[1] == "  1. River Plate beat Tigres UANL in Final by aggregate"
    assert "the replay agrees with the official record; results known until 5 August 2015" in ran.err


def test_a_guest_hosts_first_in_the_final_of_2015(run: Run) -> None:
    said = run("replay", "copa-libertadores-2015", "--explain", "tie:final").out
    assert "host of the second leg: River Plate; a guest hosts the first leg against a member" in said


def test_an_explanation_cites_the_rule(run: Run) -> None:
    said = run("replay", "copa-libertadores-2015", "--explain", "tie:final").out
    assert "Regulations of the Copa Libertadores, quoted by Multimedios, 23 Jul 2015, 3.7.b" in " ".join(said.split())
    table = " ".join(run("replay", "copa-libertadores-2015", "--explain", "group:6").out.split())
    assert "order: points, goal difference, goals for, away goals, drawing of lots (Wikipedia, 2012" in table
    overall = run("replay", "mls-2025", "--explain", "group:western conference").out
    assert "1. San Diego FC: 63 points, goals 64–41; above Vancouver Whitecaps by wins" in overall
    series = run("replay", "mls-2025", "--explain", "tie:round-one:inter-miami").out
    assert "host of matches 1 and 3: Inter Miami; the better seeded hosts it" in series


def test_a_replay_that_differs_is_a_no(run: Run, tmp_path: Path) -> None:
    text = (LIBRARY / "editions" / "copa-libertadores-2015.yaml").read_text(encoding="utf-8")
    ours = "{clubs: [tigres-uanl, river-plate-arg], first-leg-host: tigres-uanl, winner: river-plate-arg}"
    assert text.count(ours) == 1
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(ours, ours.replace("host: tigres-uanl", "host: river-plate-arg")), encoding="utf-8")
    ran = run("replay", wrong, "--stage", "final")
    assert ran.code == 1
    assert "differs from the official record in 1 point" in ran.err
    assert "first-leg host" in ran.err


def test_a_replay_for_machines(run: Run) -> None:
    data = json.loads(run("replay", "copa-libertadores-2015", "--format", "json").out)
    assert data["champion"] == "river-plate-arg"
    assert data["differences"] == []
    assert (data["verdict"]["status"], data["verdict"]["hosts"]) == ("reproduced", {"right": 21, "total": 21})
    rows = list(csv.DictReader(io.StringIO(run("replay", "copa-libertadores-2015", "--format", "csv").out)))
    assert [row["kind"] for row in rows].count("placing") == 32
    assert {row["club"] for row in rows if row["stage"] == "final"} == {"river-plate-arg"}


def test_ratings(run: Run) -> None:
    ran = run("rate", "Inter Miami", "toluca", "--gap", "BRA", "MEX", "--until", "2026-02-02", "--format", "json")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert [row["club"] for row in data["ratings"]] == ["inter-miami", "toluca"]
    assert all(row["low"] < row["mean"] < row["high"] for row in data["ratings"])
    assert data["gaps"][0]["sd"] > 0
    asked = "inter-miami toluca --gap BRA MEX --until 2026-02-02 --model static"
    assert data["provenance"]["command"] == f"cupwright rate {asked}"
    table = run("rate", "--until", "2026-02-02", "--top", "3", "--of", "BOL").out
    assert len(table.splitlines()) == 6
    ran = run("rate", "Barcelona", "--until", "2026-02-02")
    assert ran.code == 2
    assert "barcelona-sc" in ran.err


def test_a_season_under_way_is_simulated(run: Run) -> None:
    words = ("simulate", "copa-libertadores-2026", "--worlds", "400", "--as-of", "2026-05-20", "--threads", "1")
    ran = run(*words, "--format", "json")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    titles = [row["mean"] for row in data["odds"] if row["stage"] == "champion"]
    assert sum(titles) == pytest.approx(1)
    table = run(*words).out
    assert "Flamengo" in table and "·" in table
    held = "group-stage:flamengo:cusco-fc:1=0-3"
    with_it = run(*words, "--result", held, "--format", "json")
    assert with_it.code == 0, with_it.err
    assert f"--result {held}" in json.loads(with_it.out)["provenance"]["command"]
    assert json.loads(with_it.out)["odds"] != data["odds"]
    table = " ".join(run(*words, "--result", held).out.split())
    assert "with results put in: group-stage:flamengo:cusco-fc:1 0-3" in table
