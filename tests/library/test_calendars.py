"""The calendars of the library: every window sourced, true to the facts, and honest about what is assumed."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cupwright.data.matches import edition_matches, matches_between
from cupwright.football.calendars import Calendar
from cupwright.football.matches import DatePrecision
from cupwright.rulebook import list_documents, load_calendar, load_edition
from cupwright.study.documents import known_clubs
from cupwright.study.placing import placed
from tools.draft_calendar import played, shifted, together

NAMES = [name for name, path in list_documents().items() if path.parent.name == "calendars"]
CUPS = {"conmebol-libertadores": "copa-libertadores", "conmebol-sudamericana": "copa-sudamericana", "usa-mls": "mls",
        "concacaf-champions": "concacaf-champions"}  # fmt: skip
AS_PLAYED = [name for name in NAMES if load_calendar(name).title.endswith("as played")]
HALVES = {
    "calendar-liga-mx-2016-clausura": ["liga-mx-2016-clausura"],
    "calendar-liga-mx-2016-17": ["liga-mx-2016-apertura", "liga-mx-2017-clausura"],
    "calendar-liga-mx-2017-18": ["liga-mx-2017-apertura", "liga-mx-2018-clausura"],
}


def editions_of(name: str) -> list[str]:
    """Return the editions of the library that a calendar as played speaks of."""
    calendar = load_calendar(name)
    prefix = CUPS.get(calendar.competition)
    return HALVES.get(name, [f"{prefix}-{calendar.editions[0]}"] if prefix else [])


def test_there_are_the_calendars_that_the_questions_need() -> None:
    assert len(NAMES) >= 55
    for year in range(2016, 2029):
        assert f"calendar-fifa-{year}" in NAMES
    for year in range(2016, 2027):
        assert f"calendar-mls-{year}" in NAMES
    for year in (2016, 2017, 2026, 2027):
        assert {f"calendar-copa-libertadores-{year}", f"calendar-copa-sudamericana-{year}"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_window_is_sourced(name: str) -> None:
    calendar = load_calendar(name, known_clubs())
    assert calendar.id == name
    assert calendar.windows
    for window in calendar.windows:
        assert window.source is not None, window.id
        assert len(window.source.title) > 5
        # What nobody published, or nobody is cited for, may not look sure.
        if window.source.title.startswith(("unsourced", "assumed")):
            assert window.source.confidence == "low"
        assert not re.search(r"\d{8,}|https?://|\d+\.\d+\.\d+\.\d+", window.source.title)


@pytest.mark.parametrize("name", [name for name in AS_PLAYED if editions_of(name)])
def test_matches_lie_in_the_windows_of_their_stage(name: str) -> None:
    """Counted match by match: in one of the windows of its stage, or among those that a note says were moved."""
    calendar = load_calendar(name)
    outside: dict[str, int] = {}
    moved: dict[str, int] = {}
    total = 0
    for edition_name in editions_of(name):
        edition = load_edition(edition_name)
        half = next((half for half in ("apertura", "clausura") if edition_name.endswith(half)), "")
        for match in placed(edition, edition_matches(*edition.results)):
            stage = f"{half}-{match.stage}".strip("-")
            total += 1
            spans = [(w.first, w.last) for w in calendar.windows if w.stage == stage]
            if not any(first <= match.date <= last for first, last in spans):
                outside[stage] = outside.get(stage, 0) + 1
    for window in calendar.windows:
        number = sum(int(found) for found in re.findall(r"(\d+) on \d+ \w+ \d{4}", window.note))
        moved[window.stage] = moved.get(window.stage, 0) + number
    assert total >= 20
    # A match that was moved may have fallen into the window of another matchday.
    assert all(number <= moved[stage] for stage, number in outside.items()), (outside, moved)


def test_calendars_as_played_are_what_the_tool_drafts() -> None:
    for name in ("calendar-copa-libertadores-2016", "calendar-mls-2018", "calendar-liga-mx-2017-18"):
        draft = played(name, load_calendar(name).title, editions_of(name))
        assert draft == list_documents()[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["copa-libertadores", "copa-sudamericana", "concacaf-champions", "leagues-cup"])
def test_2027_is_2026_a_year_of_weeks_on(name: str) -> None:
    base, later = (load_calendar(f"calendar-{name}-{year}") for year in (2026, 2027))
    assert [w.id for w in later.windows] == [w.id for w in base.windows]
    for old, new in zip(base.windows, later.windows, strict=True):
        assert (new.first - old.first).days == (new.last - old.last).days == 364
        assert new.assumed
        assert [variable.replace("2027", "2026") for variable, _ in new.needs] == [
            variable for variable, _ in old.needs
        ]
    assert shifted(later.id, later.title, base, 364) == list_documents()[later.id].read_text(encoding="utf-8")


def release_windows() -> list[tuple[str, dt.date, dt.date]]:
    """Return the nine-day windows of autumn and spring; that of September 2020 was Europe's alone."""
    found = []
    for year in range(2016, 2026):
        for window in load_calendar(f"calendar-fifa-{year}").windows:
            if window.id in ("march", "september", "october", "november") and window.confederations != ("UEFA",):
                found.append((f"{window.id} {year}", window.first, window.last))
    return found


@pytest.mark.parametrize(("name", "first", "last"), release_windows())
def test_liga_mx_pauses_in_the_windows_of_fifa(name: str, first: dt.date, last: dt.date) -> None:
    """Windows before 2019 rest on a rule and general knowledge; the league's own pauses say whether they are right."""
    days = dt.timedelta(days=1)
    inside = matches_between(first + 2 * days, last, ["mex-liga-mx"])
    around = matches_between(first - 12 * days, last + 12 * days, ["mex-liga-mx"])
    assert len(around) >= 25
    assert len(inside) <= 2
    assert (first.weekday(), last.weekday()) == (0, 1)


def test_the_days_of_the_libertadores_of_2026_are_those_of_the_facts() -> None:
    calendar = load_calendar("calendar-copa-libertadores-2026")
    edition = load_edition("copa-libertadores-2026")
    matches = [m for m in placed(edition, edition_matches(*edition.results)) if m.precision is DatePrecision.DAY]
    assert len(matches) > 130
    for match in matches:
        windows = [w for w in calendar.windows if w.stage == match.stage]
        assert any(w.first <= match.date <= w.last for w in windows), match
    for stage in edition.format.stages:
        spans = [w for w in calendar.windows if w.stage == stage.id]
        assert stage.window is not None
        assert abs((min(w.first for w in spans) - stage.window[0]).days) <= 1


def test_the_sprint_has_the_matches_announced_and_no_day_of_fifa() -> None:
    for name, number in (("calendar-mls-2027-sprint", 14), ("calendar-mls-2027-28", 34)):
        calendar = load_calendar(name)
        season = [w for w in calendar.windows if w.stage == "regular-season"]
        assert len(season) == number
        assert all(w.assumed for w in calendar.windows)
        release = [w for year in (2027, 2028) for w in load_calendar(f"calendar-fifa-{year}").windows]
        nine_days = [w for w in release if w.id != "gold-cup"]
        assert not [(w.id, r.id) for w in season for r in nine_days if w.first <= r.last and r.first <= w.last]
        pauses = [w for w in calendar.windows if w.use == "break"]
        assert not [w.id for w in season for p in pauses if w.first <= p.last and p.first <= w.last]


def test_matches_put_off_are_told_apart() -> None:
    day = dt.date(2027, 3, 1)
    one, far = dt.timedelta(days=1), dt.timedelta(days=30)
    assert together([day] * 10 + [day + one, day + far]) == ((day, day + one), [day + far])
    assert together([day, day + far]) == ((day, day + far), [])


def test_names_do_not_clash_with_other_documents() -> None:
    others = {path.stem for path in list_documents().values() if path.parent.name != "calendars"}
    assert not others & set(NAMES)
    assert isinstance(load_calendar(NAMES[0]), Calendar)
