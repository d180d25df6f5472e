"""The ways of clubs through the ties: on paper, against a count world by world, and where a draw is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import cupwright as cw
from cupwright.engine import compile_plan, explain_world, run
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition, Feed, Pairing, TieStage
from cupwright.football.outcomes import TieOutcome
from cupwright.ratings import RatingSettings
from cupwright.study import paths
from cupwright.study.odds import odds_rows
from cupwright.study.paths import path_rows
from cupwright.study.side import Side
from cupwright.study.worlds import Share
from tests.engine.random_editions import edition_of, strengths_of
from tests.study.test_metrics import CLUBS, WORLDS, Atlas, edition, strengths, tally

STATIC = RatingSettings(model="static")
FOUR = ("ant", "bee", "cat", "dog", "elk", "fox")


def by_hand(titles: list[int]) -> Side:
    """North beats south in every semi-final, and then or loses to east as the titles say."""
    won = np.zeros((len(WORLDS), 2, 3, 3), np.uint16)
    won[:, 0, 0, 1] = 10
    won[:, 1, 0, 2], won[:, 1, 2, 0] = titles[0], titles[2]
    return Side(edition(), replace(tally(titles), won=won), strengths(), CLUBS, Atlas())


def ways(base: Side, proposal: Side) -> dict[tuple[str, str], dict[str, Any]]:
    rows = path_rows(base, proposal, odds_rows(base, proposal))
    return {(row["club"], stage["stage"]): stage for row in rows for stage in row["stages"]}


def test_a_way_on_paper() -> None:
    found = ways(by_hand([5, 0, 5]), by_hand([2, 0, 8]))
    assert set(found) == {("north", "semi"), ("north", "final"), ("south", "semi"), ("east", "final")}
    semi, final = found["north", "semi"]["base"], found["north", "final"]
    assert [one["club"] for one in semi["opponents"]] == ["south"] and semi["others"] is None
    assert semi["opponents"][0]["meets"]["mean"] == 1 == semi["through"]["mean"]
    for side, chance in (("base", 0.5), ("proposal", 0.2)):
        (east,) = final[side]["opponents"]
        assert east["club"] == "east" and east["meets"]["mean"] == 1
        assert east["through"]["mean"] == final[side]["through"]["mean"] == pytest.approx(chance)
        assert final[side]["strength"]["mean"] == pytest.approx(-0.3)
        assert final[side]["there"]["mean"] == 1
    assert final["change"]["through"]["mean"] == pytest.approx(-0.3)
    assert final["change"]["strength"]["mean"] == pytest.approx(0) and final["change"]["there"]["mean"] == 0
    lost = found["south", "semi"]["base"]
    assert lost["through"]["mean"] == 0 and lost["strength"]["mean"] == pytest.approx(0.3)


def test_figures_that_rest_on_few_worlds_are_left_out() -> None:
    few = by_hand([5, 0, 5])
    kept = np.minimum(few.tally.won, 1)
    kept[:, 1, 0, 2], kept[:, 1, 2, 0] = 5, 4
    few = replace(few, tally=replace(few.tally, won=kept))
    found = ways(few, few)
    semi, final = found["north", "semi"]["base"], found["north", "final"]["base"]
    assert semi["through"] is semi["strength"] is semi["opponents"][0]["meets"] is semi["opponents"][0]["through"]
    assert semi["through"] is None and final["through"]["mean"] == pytest.approx(5 / 9)


def small(pairs: tuple[tuple[int, int], ...]) -> Edition:
    """Four clubs, two semi-finals by seeding and a final; two more play for a place in them."""
    feeds = (Feed(slots=True), Feed(stage="first", take="winners"))
    first = TieStage("first", "First", (Feed(slots=True),), 2, Pairing("seeds", pairs=((1, 2),)), 2, False,
                     "better-seeded", ("aggregate", "penalties"))  # fmt: skip
    semi = replace(first, id="semi", title="Semi", feeds=feeds, places=4, pairing=Pairing("seeds", pairs=pairs))
    last = replace(
        first, id="final", title="Final", feeds=(Feed(stage="semi", take="winners"),), places=2, legs=1, neutral=True,
        pairing=Pairing("bracket", of="semi", pairs=((1, 2),)),
    )  # fmt: skip
    slots = tuple(Slot(f"S{k}", "A", "first" if k > 2 else "semi", club) for k, club in enumerate(FOUR[:5]))
    return replace(edition_of((first, semi, last), slots), ranking=FOUR[:5])


def played(noun: Edition) -> tuple[Side, list[list[TieOutcome]]]:
    share = Share(480, 4, 60)
    drawn = strengths_of(noun, 5)
    doubled, plan = share.doubled(drawn), compile_plan(noun)
    counts = run(plan, doubled, worlds=480, seed=3, block=60, paths=True)
    worlds = [list(explain_world(plan, doubled, seed=3, world=w, block=60).ties) for w in range(480)]
    return Side(noun, counts, drawn, noun.clubs, Atlas()), worlds


def test_ways_are_those_of_a_count_world_by_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_OPPONENTS", 2)
    monkeypatch.setattr(paths, "_FEWEST", 1)
    (base, worlds), (proposal, others) = played(small(((1, 4), (2, 3)))), played(small(((1, 3), (2, 4))))
    found = ways(base, proposal)
    for name, side, all_ties in (("base", base, worlds), ("proposal", proposal, others)):
        met, beat, faced = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), Counter[tuple[str, str]]()
        for world, ties in enumerate(all_ties):
            for tie in ties:
                for club, other in (tie.clubs, tie.clubs[::-1]):
                    met[tie.stage, club, other] += 1
                    beat[tie.stage, club, other] += tie.winner == club
                    faced[tie.stage, club] += side.strength[world // 120, side.clubs.index(other)]
        seen = {(club, stage) for stage, club, _ in met}
        assert seen == {at for at, stage in found.items() if stage[name] is not None}
        for club, stage in seen:
            row, here = found[club, stage][name], {o: n for (s, c, o), n in met.items() if (s, c) == (stage, club)}
            there = sum(here.values())
            assert row["there"]["mean"] == pytest.approx(there / 480)
            assert row["strength"]["mean"] == pytest.approx(faced[stage, club] / there)
            won = sum(beat[stage, club, other] for other in here)
            assert row["through"]["mean"] == pytest.approx(won / there)
            ranked = sorted(here, key=lambda other: (-here[other], other))
            assert [one["club"] for one in row["opponents"]] == ranked[:2]
            for one in row["opponents"]:
                assert one["meets"]["mean"] == pytest.approx(here[one["club"]] / there)
                assert one["through"]["mean"] == pytest.approx(beat[stage, club, one["club"]] / here[one["club"]])
                assert one["meets"]["low"] <= one["meets"]["mean"] <= one["meets"]["high"]
            rest = sum(here[other] for other in ranked[2:])
            assert (row["others"] is None) == (rest == 0)
            if rest:
                assert row["others"]["meets"]["mean"] == pytest.approx(rest / there)
                lost = sum(beat[stage, club, other] for other in ranked[2:])
                assert row["others"]["through"]["mean"] == pytest.approx(lost / rest)
    assert any(stage["base"]["others"] for stage in found.values() if stage["base"])
    final = found["ant", "final"]
    for figure in ("there", "through", "strength"):
        apart = final["proposal"][figure]["mean"] - final["base"][figure]["mean"]
        assert final["change"][figure]["mean"] == pytest.approx(apart)


def test_a_match_for_third_place_is_not_on_the_way() -> None:
    noun = small(((1, 4), (2, 3)))
    first, semi, final = noun.format.stages
    third = replace(final, id="third-place", feeds=(Feed(stage="semi", take="losers"),),
                    pairing=Pairing("seeds", pairs=((1, 2),)))  # fmt: skip
    noun = replace(noun, format=replace(noun.format, stages=(first, semi, third, final)))
    side, _ = played(noun)
    assert {stage for _, stage in ways(side, side)} == {"first", "semi", "final"}


def compared(*names: str, **options: Any) -> list[dict[str, Any]]:
    found = cw.compare(*names, worlds=400, sensitivity=False, settings=STATIC, **options)
    assert isinstance(found, cw.Comparison)
    assert found.paths() == found.to_dict()["paths"]
    return found.paths()


def test_guests_and_those_who_make_room_have_a_way_on_their_side() -> None:
    rows = {row["club"]: row for row in compared("copa-libertadores-2026", "mas-2026")}
    assert len(rows) == paths.MOST_CLUBS and {"inter-miami", "toluca", "bahia", "flamengo"} <= set(rows)
    assert all(stage["base"] is None for stage in rows["toluca"]["stages"])
    assert all(stage["proposal"] is None for stage in rows["bahia"]["stages"])
    assert [stage["stage"] for stage in rows["flamengo"]["stages"]] == [
        "group-stage", "round-of-16", "quarter-finals", "semi-finals", "final",
    ]  # fmt: skip
    groups = rows["flamengo"]["stages"][0]["base"]
    assert groups["there"]["mean"] == 1 and groups["opponents"] == [] and groups["through"] is None
    for row in rows.values():
        for stage in row["stages"]:
            for side in ("base", "proposal"):
                parts = [] if stage[side] is None else [*stage[side]["opponents"], stage[side]["others"]]
                met = [part["meets"] for part in parts if part]
                if met and all(met):
                    assert sum(one["mean"] for one in met) == pytest.approx(1)


def test_a_drawn_bracket_is_known() -> None:
    """After the first legs of the round of 16 of 2025 every club knows its opponent, and two that may come next."""
    rows = compared("copa-libertadores-2025", "copa-libertadores-2025", as_of="2025-08-15")
    known = pairs = 0
    for row in rows:
        for stage in row["stages"]:
            found = stage["base"]["opponents"]
            if stage["stage"] == "round-of-16":
                known += 1
                (one,) = found
                assert one["meets"]["mean"] == 1 == stage["base"]["there"]["mean"] and one["meets"]["mc_error"] == 0
                assert one["through"]["mc_error"] > 0 and stage["base"]["others"] is None
                assert stage["change"]["through"]["mean"] == 0
            if stage["stage"] == "quarter-finals":
                assert len(found) <= 2 and stage["base"]["others"] is None
                pairs += len(found) == 2
            if stage["stage"].endswith("-round") and found:
                (one,) = found
                assert one["through"]["mean"] in (0, 1) and one["through"]["mc_error"] == 0, "it is over"
    assert known >= 12 and pairs >= 6


def test_leagues_have_no_way_and_a_first_answer_does_not_tell_it() -> None:
    assert compared("copa-libertadores-2026", "mas-2026", metrics=False) == []
    stages = {stage["stage"] for row in compared("mls-2025", "mls-2024") for stage in row["stages"]}
    assert {"regular-season", "mls-cup"} <= stages
