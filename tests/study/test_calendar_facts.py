"""Facts and calendars as fixtures: days, branches, and what is left of a season under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cupwright.data.matches import edition_matches
from cupwright.errors import CupwrightError
from cupwright.football.calendars import Calendar, PlannedFixture, Window
from cupwright.football.matches import DatePrecision
from cupwright.rulebook import load_calendar
from cupwright.study.calendar_facts import MOST_CLUBS, calendar_fixtures, planned_fixtures, played_fixtures


def test_an_edition_as_fixtures() -> None:
    fixtures = played_fixtures("conmebol-libertadores", "2017")
    matches = edition_matches("conmebol-libertadores", "2017")
    assert [(f.home, f.away, f.first, f.last) for f in fixtures] == [(m.home, m.away, m.date, m.date) for m in matches]
    assert all(f.played and not f.open and f.source is not None for f in fixtures)
    assert len({f.id for f in fixtures}) == len(fixtures) == 156
    only = played_fixtures("conmebol-libertadores", "2017", clubs={"lanus"})
    assert only == tuple(f for f in fixtures if "lanus" in (f.home, f.away))
    assert len(only) == 14


def test_a_match_dated_in_another_time_zone_has_a_day_either_side() -> None:
    matches = {m.id: m for m in edition_matches("conmebol-recopa", "2016")}
    fixtures = played_fixtures("conmebol-recopa", "2016")
    assert len(fixtures) == 2
    for fixture in fixtures:
        match = matches[fixture.id.removeprefix("played/")]
        assert match.precision is DatePrecision.DAY_EITHER_WAY
        assert (fixture.last - fixture.first).days == 2
        assert fixture.first < match.date < fixture.last


def test_a_span_of_days_finds_every_competition() -> None:
    """As a walk over the editions does; with the days at both ends, also of a match that may have been on them."""
    first, last = dt.date(2016, 8, 19), dt.date(2016, 12, 31)
    found = played_fixtures(first=first, last=last, clubs={"atletico-nacional"})
    assert {f.competition for f in found} >= {"conmebol-sudamericana", "col-primera-a"}
    cup = [f for f in found if f.competition == "conmebol-sudamericana"]
    slow = [f for f in played_fixtures("conmebol-sudamericana", "2016") if "atletico-nacional" in (f.home, f.away)]
    assert cup == [f for f in slow if f.last >= first and f.first <= last]
    day = played_fixtures("conmebol-recopa", first=dt.date(2016, 8, 18), last=dt.date(2016, 8, 18))
    assert [f.home for f in day]
    assert day == played_fixtures("conmebol-recopa", "2016", first=dt.date(2016, 8, 18), last=dt.date(2016, 8, 18))


def test_what_is_asked_for_must_be_said() -> None:
    with pytest.raises(CupwrightError, match="by edition, or by their first and last day"):
        played_fixtures("conmebol-libertadores")
    with pytest.raises(CupwrightError, match="no match of `conmebol-libertadores` `1901`"):
        played_fixtures("conmebol-libertadores", "1901")


def test_a_guest_in_the_groups_plays_them_for_sure() -> None:
    calendar = load_calendar("calendar-copa-libertadores-2017")
    fixtures = planned_fixtures(calendar, ["tijuana"], {"tijuana": "group-stage"})
    groups = [f for f in fixtures if f.stage == "group-stage"]
    assert len(groups) == 6
    assert all(f.open and f.home == "tijuana" and f.away == "" and f.needs == () for f in groups)
    assert not [f for f in fixtures if f.stage in ("first-round", "second-round", "third-round")]
    final = [f for f in fixtures if f.stage == "final"]
    assert [f.needs for f in final] == [(("copa-libertadores-2017/final", "in"),)] * 2
    assert fixtures[0].id == "calendar-copa-libertadores-2017/group-stage-1/tijuana"


def test_a_club_that_nothing_is_said_of_may_play_every_stage() -> None:
    calendar = load_calendar("calendar-copa-libertadores-2017")
    fixtures = planned_fixtures(calendar, ["tijuana"])
    assert {f.stage for f in fixtures} == {w.stage for w in calendar.windows if w.use == "matches"}
    assert all(f.needs for f in fixtures)


def test_the_two_cups_of_a_club_exclude_each_other_from_the_play_offs_on() -> None:
    one = planned_fixtures(load_calendar("calendar-copa-libertadores-2026"), ["lanus"])
    two = planned_fixtures(load_calendar("calendar-copa-sudamericana-2026"), ["lanus"])
    stages = ("round-of-16", "quarter-finals", "semi-finals")
    knock_out = [f for f in one if f.stage == "round-of-16"]
    assert knock_out
    assert all(f.excludes(g) for f in knock_out for g in two if g.stage in stages)


def test_several_matches_in_a_window() -> None:
    window = Window("w", "W", dt.date(2027, 3, 1), dt.date(2027, 3, 20), matches=(2, 3), stage="s")
    calendar = Calendar("c", "C", "usa-mls", 2027, (window,))
    found = planned_fixtures(calendar, ["inter-miami"])
    assert [(f.id, f.title, f.needs) for f in found] == [
        ("c/w/inter-miami/1", "C: W, match 1 of 3", ()),
        ("c/w/inter-miami/2", "C: W, match 2 of 3", ()),
        ("c/w/inter-miami/3", "C: W, match 3 of 3", (("c/w/match-3", "played"),)),
    ]


def test_windows_concern_those_they_name() -> None:
    base = Window("w", "W", dt.date(2027, 3, 1), dt.date(2027, 3, 20), stage="s")
    both = ["inter-miami", "toluca"]

    def who(*windows: Window, associations: tuple[str, ...] = ()) -> list[str]:
        calendar = Calendar("c", "C", "usa-mls", 2027, windows, associations=associations)
        return [f.home for f in planned_fixtures(calendar, both)]

    assert who(base) == both
    assert who(replace(base, clubs=("toluca",))) == ["toluca"]
    assert who(replace(base, associations=("USA",))) == ["inter-miami"]
    assert who(replace(base, confederations=("CONMEBOL",))) == []
    assert who(base, associations=("MEX",)) == ["toluca"]
    assert who(replace(base, use="break")) == []


def test_unknown_clubs_and_stages_are_told_all_at_once() -> None:
    calendar = load_calendar("calendar-copa-libertadores-2017")
    with pytest.raises(CupwrightError) as caught:
        planned_fixtures(calendar, ["tijuanna", "amerika"])
    assert len(caught.value.problems) == 2
    with pytest.raises(CupwrightError, match="has no stage `groups`"):
        planned_fixtures(calendar, ["tijuana"], {"tijuana": "groups"})
    with pytest.raises(CupwrightError, match=f"at most {MOST_CLUBS} clubs"):
        planned_fixtures(calendar, [f"club-{k}" for k in range(MOST_CLUBS + 1)])


def test_real_days_stand_before_windows() -> None:
    """All of 2017 is known, so that nothing is planned; of 2026 what comes after the last match known."""
    past = calendar_fixtures(load_calendar("calendar-copa-libertadores-2017"), ["lanus"])
    assert past == played_fixtures("conmebol-libertadores", "2017", clubs={"lanus"})
    now = calendar_fixtures(load_calendar("calendar-copa-libertadores-2026"), ["flamengo"], {"flamengo": "group-stage"})
    until = max(f.last for f in played_fixtures("conmebol-libertadores", "2026"))
    planned = [f for f in now if not f.played]
    assert [f for f in now if f.played] == list(played_fixtures("conmebol-libertadores", "2026", clubs={"flamengo"}))
    assert planned
    assert all(f.open and f.last > until for f in planned)
    assert {f.stage for f in planned} >= {"semi-finals", "final"}


def test_matches_played_in_a_window_are_taken_off() -> None:
    calendar = load_calendar("calendar-bra-serie-a-2026")
    fixtures = calendar_fixtures(calendar, ["flamengo"])
    assert sum(f.played for f in fixtures) + sum(not f.played for f in fixtures) == 38
    until = max(f.last for f in played_fixtures("bra-serie-a", "2026"))
    first_half = [f for f in fixtures if not f.played and "regular-season-1" in f.id]
    assert first_half
    assert all(f.first > until for f in first_half)


def test_without_editions_all_is_planned() -> None:
    calendar = load_calendar("calendar-mls-2027-sprint")
    assert calendar_fixtures(calendar, ["inter-miami"]) == planned_fixtures(calendar, ["inter-miami"])
    found = calendar_fixtures(calendar, ["inter-miami"])
    assert sum(f.stage == "regular-season" for f in found) == 14
    assert all(isinstance(f, PlannedFixture) and f.assumed for f in found)
