"""Journeys under two rule books: world by world against plain counting, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

import cupwright as cw
from cupwright.engine import GroupTrace, Known, compile_plan, explain_world
from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, TieStage
from cupwright.football.outcomes import Season
from cupwright.football.strengths import Strengths
from cupwright.ratings.settings import RatingSettings
from cupwright.rulebook import amend, load_edition, load_proposal
from cupwright.study.atlas import FactsAtlas
from cupwright.study.calendar_travel import Travel, travel
from cupwright.study.geography import great_circle_km
from cupwright.study.running import run_together, silent
from cupwright.study.side import Side
from cupwright.study.travel_rows import Travelled, ways_of
from cupwright.study.travel_words import verdict_words
from cupwright.study.travel_worlds import Went, met_in_groups, play_ways
from cupwright.study.worlds import Share, share_out

BASE = load_edition("copa-libertadores-2026")
PROPOSAL = amend(BASE, load_proposal("mas-2026"))
SINGLE = replace(PROPOSAL, format=replace(PROPOSAL.format, stages=tuple(
    replace(stage, legs=1, leg_windows=()) if isinstance(stage, TieStage) else stage for stage in PROPOSAL.format.stages
)))  # fmt: skip
"""One match a tie: who is visited by a guest need not go to one."""
EDITIONS = (BASE, PROPOSAL, SINGLE)
ATLAS = FactsAtlas(BASE.starts)
SHARE = share_out(60)
SEED = 11


def strengths(draws: int) -> Strengths:
    clubs = tuple(sorted({*BASE.clubs, *PROPOSAL.clubs}))
    n, random = len(clubs), np.random.default_rng(3)
    attack, defence = random.normal(0, 0.4, (2, draws, n))
    still = np.zeros(draws)
    return Strengths(clubs, attack, defence, np.full((draws, n), 0.3), still, still, still, np.zeros((n, n)), still)


def play(share: Share = SHARE, threads: int | None = 1) -> list[Went]:
    ways = [ways_of(ATLAS.ground, edition) for edition in EDITIONS]
    went, complete = play_ways(ways, strengths(share.draws), share, SEED, threads, silent)
    assert complete
    return went


@pytest.fixture(scope="module")
def went() -> list[Went]:
    return play()


def away(edition: Edition, season: Season) -> Iterator[tuple[str, str, str]]:
    """The twin: stage, visitor and host of every match of one world; the host of a match on neutral ground is empty."""
    groups: dict[tuple[str, str], list[str]] = {}
    for line in season.placings:
        groups.setdefault((line.stage, line.group), []).append(line.club)
    for (stage, _), clubs in groups.items():
        for one in clubs:
            yield from ((stage, one, other) for other in clubs if other != one)
    for tie in season.ties:
        stage_of = edition.format.stage(tie.stage)
        assert isinstance(stage_of, TieStage)
        first, second = tie.clubs
        if stage_of.neutral:
            yield from ((tie.stage, club, "") for club in tie.clubs)
        elif len(tie.legs) == 2:
            yield from ((tie.stage, second, first), (tie.stage, first, second))
        else:
            yield tie.stage, first, second


def way(edition: Edition, stage: str, visitor: str, host: str) -> float:
    venue = dict(edition.venues).get(stage)
    here, there = ATLAS.ground(visitor), ATLAS.ground(host) if host else None
    if not host and venue is not None and venue.latitude is not None and venue.longitude is not None:
        there = venue.latitude, venue.longitude
    assert here is not None and there is not None
    return great_circle_km(*here, *there)


@pytest.mark.parametrize("number", range(3))
def test_every_world_is_what_happened_in_it(went: list[Went], number: int) -> None:
    edition = EDITIONS[number]
    guests = {slot.club for slot in edition.slots if slot.guest}
    plan, drawn = compile_plan(edition), SHARE.doubled(strengths(SHARE.draws))
    at = {club: k for k, club in enumerate(plan.clubs)}
    shape = (2 * SHARE.draws, len(at))
    been = np.zeros((*shape, len(at)), int)
    trips, in_groups, longest = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape)
    for world in range(SHARE.worlds):
        season = explain_world(plan, drawn, seed=SEED, world=world, worlds=SHARE.worlds, block=SHARE.size)
        matches, block = list(away(edition, season)), world // SHARE.size
        for club, k in at.items():
            mine = [(stage, host) for stage, visitor, host in matches if visitor == club]
            for host in {host for _, host in mine if host}:
                been[block, at[host], k] += 1
            trips[block, k] += any(host in guests for _, host in mine)
            in_groups[block, k] += any(host in guests for stage, host in mine if stage == "group-stage")
            longest[block, k] += max((way(edition, stage, club, host) for stage, host in mine), default=0)
    assert np.array_equal(went[number].been, been)
    assert np.array_equal(went[number].to_guest, trips)
    assert np.array_equal(went[number].to_guest_in_groups, in_groups)
    assert went[number].longest / 1000 == pytest.approx(longest, abs=0.1)
    assert trips.any() == in_groups.any() == bool(guests)


def test_who_met_in_a_group_of_one_round() -> None:
    """Two worlds, a group of three clubs out of five, each pair once; in the second world a match is called off."""
    members = np.array([[[4, 0, 2]], [[1, 3, 0]]], np.int16)
    goals = np.array([[[[0, 0], [3, 1], [0, 2]]], [[[1, 1], [-1, -1], [2, 0]]]], np.int8)
    schedule = np.array([[0, 1], [1, 2], [2, 0]], np.int32)
    trace = GroupTrace("groups", members, goals, np.zeros((2, 1, 3), np.int8), schedule, np.arange(3, dtype=np.int32))
    found = np.argwhere(met_in_groups(trace, 5)).tolist()
    assert found == [[0, 0, 2], [0, 2, 4], [0, 4, 0], [1, 0, 1], [1, 1, 3]]


def test_the_worlds_are_those_of_a_comparison() -> None:
    """Over more worlds than are looked at in one go."""
    share = share_out(1_100)
    runs = run_together(EDITIONS, strengths(share.draws), [Known()] * 3, share, SEED)
    for one, tally in zip(play(share), runs.tallies, strict=True):
        for name in ("worlds", "reached", "placings", "berths", "passed_on", "meetings", "neutral", "wins",
                     "home_matches"):  # fmt: skip
            assert np.array_equal(getattr(one.tally, name), getattr(tally, name)), name


def test_threads_and_steps_change_nothing() -> None:
    share = share_out(1_300)
    one, three = play(share, 1), play(share, 3)
    for first, second in zip(one, three, strict=True):
        for name in ("been", "to_guest", "to_guest_in_groups", "longest"):
            assert np.array_equal(getattr(first, name), getattr(second, name))


def test_a_run_that_is_stopped_keeps_whole_steps() -> None:
    def stop(_done: int, of: int, _what: str) -> None:
        if of:  # a number of worlds
            raise KeyboardInterrupt

    share = share_out(1_300)
    ways = [ways_of(ATLAS.ground, edition) for edition in (BASE, PROPOSAL)]
    found, complete = play_ways(ways, strengths(share.draws), share, SEED, 1, stop)
    assert not complete
    assert [one.tally.total for one in found] == [500, 500]


def test_clocks_and_heights_by_plain_counting(went: list[Went]) -> None:
    side = Side(PROPOSAL, went[1].tally, strengths(SHARE.draws), BASE.clubs, ATLAS, SEED)
    found = Travelled(side, went[1]).measures()
    meetings = went[1].tally.meetings.sum(axis=0)
    for k, club in enumerate(side.clubs):
        hours = [ATLAS.clock(other, BASE.starts) for other in side.clubs]
        zones = sum(2 * int(meetings[h, k]) * abs((hours[h] or 0) - (hours[k] or 0)) for h in range(len(hours)))
        heights = [ATLAS.altitude(other) or 0 for other in side.clubs]
        visits = sum(int(meetings[k, v]) for v in range(len(hours)) if heights[k] >= 2500 > heights[v])
        for name, counted in (("zones", zones), ("high_home", visits)):
            spread = found[name][club]
            assert spread is not None
            assert spread.sums.sum() == pytest.approx(counted)


def test_what_is_not_known_stays_unknown(went: list[Went], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FactsAtlas, "ground", lambda self, club: None if club == "toluca" else (0.0, 0.0))
    monkeypatch.setattr(FactsAtlas, "clock", lambda self, club, day: None if club == "toluca" else 0.0)
    monkeypatch.setattr(FactsAtlas, "altitude", lambda self, club: None if club == "toluca" else 3000.0)
    side = Side(PROPOSAL, went[1].tally, strengths(SHARE.draws), BASE.clubs, ATLAS, SEED)
    found = Travelled(side, went[1]).measures()
    visitors = {club for k, club in enumerate(side.clubs)
                if went[1].tally.meetings[:, side.clubs.index("toluca"), k].any()}  # fmt: skip
    assert 0 < len(visitors) < len(side.clubs) - 1
    for name in ("km", "longest_km", "zones", "high_away"):
        nowhere = {club for club, spread in found[name].items() if spread is None}
        assert nowhere == (visitors if name == "high_away" else {*visitors, "toluca"}), name
    assert found["high_home"]["toluca"] is None


@pytest.fixture(scope="module")
def answer() -> Travel:
    return cw.travel("mas-2026", worlds=400, settings=RatingSettings(model="static"))


def test_the_answer(answer: Travel) -> None:
    clubs = {row["club"]: row for row in answer.data["clubs"]}
    assert set(clubs) == {*BASE.clubs, *PROPOSAL.clubs}
    bolivar, toluca = answer.club("bolivar"), answer.club("toluca")
    km = bolivar["km"]
    assert km["change"]["mean"] == pytest.approx(km["proposal"]["mean"] - km["base"]["mean"])
    assert bolivar["to_guest"]["base"] == {"mean": 0.0, "low": 0.0, "high": 0.0, "mc_error": 0.0}
    assert bolivar["to_guest"]["proposal"]["mean"] >= bolivar["to_guest_in_groups"]["proposal"]["mean"] > 0
    assert toluca["guest"] and toluca["km"]["base"] is None and toluca["to_guest"]["base"] is None
    out = next(row for row in clubs.values() if row["km"]["proposal"] is None)
    assert out["km"]["change"]["mean"] == pytest.approx(-out["km"]["base"]["mean"])
    (journeys,) = answer.data["journeys"]
    assert answer.data["verdict"].startswith(f"{journeys['name']} flies ")
    total = sum(2 * host["km"] * host["proposal"]["matches"] for host in journeys["hosts"])
    assert total <= answer.club(journeys["club"])["km"]["proposal"]["mean"] + 1e-6  # the final comes on top
    with pytest.raises(CupwrightError, match="the answer has no club `bolivr`"):
        answer.club("bolivr")


def test_the_verdict() -> None:
    def row(
        club: str, base: object, proposal: object, change: float, trip: float = 0.0, was: float = 0.0
    ) -> dict[str, object]:
        figures = [{"mean": one} if isinstance(one, float) else one for one in (base, proposal)]
        sides = {side: {"mean": mean, "mc_error": 0.1 if mean else 0.0}
                 for side, mean in (("base", was), ("proposal", trip))}  # fmt: skip
        half = {side: {**chance, "mean": chance["mean"] / 2} for side, chance in sides.items()}
        return {"club": club, "name": club.title(), "guest": club == "new", "to_guest": sides,
                "to_guest_in_groups": half,
                "km": {"base": figures[0], "proposal": figures[1], "change": {"mean": change}}}  # fmt: skip

    rows = [row("stays", 1000.0, 4214.0, 3214.0, 0.4), row("less", 900.0, 400.0, -500.0), row("new", None, 70.0, 70.0),
            row("out", 50.0, None, -50.0), row("lost", "unknown", "unknown", 0.0)]  # fmt: skip
    assert verdict_words(rows, ["stays"])[0] == (
        "Stays flies 3,214 km more on average (1,000 to 4,214 km); it plays at least one match at the ground of a "
        "guest in 40% of worlds (20% in the group stage)."
    )
    gone = row("gone", 900.0, 400.0, -500.0, was=0.004)
    assert verdict_words([gone], ["gone"])[0].endswith(
        "; as it is, it plays at least one match at the ground of a guest in less than 1% of worlds (less than 1% in "
        "the group stage)."
    )
    fewer = row("fewer", 900.0, 400.0, -500.0, 0.2, 0.4)
    assert verdict_words([fewer], ["fewer"])[0].endswith(
        " in 20% of worlds (10% in the group stage), as it is in 40% of worlds (20% in the group stage)."
    )
    words, first = verdict_words(rows, [])
    assert first == ["stays"]
    assert words.endswith("The 2 clubs in both fields fly 1,357 km more on average.")
    assert verdict_words(rows, ["less", "new", "out", "lost", "stays"])[0] == (
        "Less flies 500 km less on average (900 to 400 km). New is new: it flies 70 km on average. Out is out: it flew "
        "50 km on average. How far Lost flies is not known: it plays, or goes, where no place is known. 1 more in the "
        "table."
    )


def test_what_cannot_be_asked_is_told_at_once() -> None:
    with pytest.raises(CupwrightError) as refused:
        travel("mas-2026", worlds=0, seed=-1, threads=0)
    assert [problem.code for problem in refused.value.problems] == ["worlds", "seed", "threads"]
    with pytest.raises(CupwrightError) as refused:
        travel("mas-2026", clubs=["bolivr", "boca", "bolivar"])
    assert [problem.code for problem in refused.value.problems] == ["unknown-club"] * 2
    with pytest.raises(CupwrightError, match="a proposal is needed here"):
        travel("copa-libertadores-2026")
