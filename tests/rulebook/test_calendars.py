"""Calendars: every mistake is told at once, nouns survive their documents, names are found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.football.calendars import USES, Calendar, Entrants, Window
from cupwright.football.competitions import Source as Cited
from cupwright.rulebook import check, documents_hash, load, load_calendar
from cupwright.rulebook.calendars import build_calendar, dump_calendar
from cupwright.rulebook.checks.calendar import LONGEST_SEASON, MOST_WINDOWS
from cupwright.rulebook.read import Source
from cupwright.rulebook.validate import fit
from tests.rulebook.documents import CALENDAR, CLUBS

Edit = tuple[str, str]

MISTAKES: dict[str, tuple[list[Edit], list[str]]] = {
    "ends before it begins": (
        [("[2027-04-06, 2027-04-08]", "[2027-04-08, 2027-04-06]")],
        ["`group-1` ends before it begins", "calendar.yaml:10  windows.group-1.days", "2027-04-08 to 2027-04-06"],
    ),
    "outside the year": (
        [("[2027-04-06, 2027-04-08]", "[2028-04-06, 2028-04-08]")],
        ["`group-1` lies outside the calendar", "allowed: 2027-01-01 to 2027-12-31", "hint: say `season:`"],
    ),
    "outside the season": (
        [("year: 2027", "year: 2027\nseason: [2027-02-01, 2027-11-30]")],
        ["`holidays` lies outside the calendar", "allowed: 2027-02-01 to 2027-11-30"],
    ),
    "a season of another year": (
        [("year: 2027", "year: 2027\nseason: [2028-02-01, 2028-12-30]")],
        ["the season does not touch the year 2027", "calendar.yaml:6  season"],
    ),
    "a season the wrong way round": (
        [("year: 2027", "year: 2027\nseason: [2027-12-01, 2027-01-01]")],
        ["the season ends before it begins"],
    ),
    "a season without end": (
        [("year: 2027", "year: 2027\nseason: [2027-01-01, 2029-01-01]")],
        [f"a season has at most {LONGEST_SEASON} days, not 732"],
    ),
    "unknown weekday": (
        [("[tuesday, thursday]", "[tuesdey, thursday]")],
        ["`weekdays` cannot be `tuesdey`", "calendar.yaml:12  windows.group-2.weekdays[1]", "did you mean `tuesday`"],
    ),
    "no such weekday in it": (
        [("[tuesday, thursday]", "[sunday, thursday]")],
        ["no sunday lies in `group-2`", "Tuesday 2027-04-13 to Thursday 2027-04-15"],
    ),
    "more matches than days": (
        [("use: matches", "use: matches, matches: [1, 4]")],
        ["4 matches of a club do not fit into `group-1`", "days for matches: 3", "windows.group-1.matches"],
    ),
    "more matches than weekdays": (
        [("[tuesday, thursday]", "[tuesday, thursday], matches: [3, 3]")],
        ["3 matches of a club do not fit into `group-2`", "days for matches: 2"],
    ),
    "least above most": (
        [("use: matches", "use: matches, matches: [2, 1]")],
        ["the least is more than the most in `group-1`", "least 2, most 1"],
    ),
    "an id that stands twice": (
        [("id: group-2", "id: group-1")],
        ["the id `group-1` stands 2 times", "calendar.yaml:11  windows[2].id"],
    ),
    "overlap": (
        [("matchday: 2", "matchday: 1"), ("2027-04-13", "2027-04-08")],
        ["`group-2` overlaps `group-1`", "same use (matches)", "`group-1`: 2027-04-06 to 2027-04-08"],
    ),
    "unknown competition": (
        [("conmebol-libertadores", "conmebol-libertadore")],
        ["there is no competition `conmebol-libertadore`", "calendar.yaml:4  competition", "`conmebol-libertadores`"],
    ),
    "unknown club": (
        [("use: matches", "use: matches, clubs: [boca-junior]")],
        ["there is no club `boca-junior`", "windows.group-1.clubs", "did you mean `boca-juniors`"],
    ),
    "unknown entrant": (
        [("year: 2027", "year: 2027\nentrants: [{association: ARG, clubs: [boca-junior]}]")],
        ["there is no club `boca-junior`", "calendar.yaml:6  entrants[1].clubs"],
    ),
    "unknown association": (
        [("use: matches", "use: matches, associations: [ARX]")],
        ["there is no association `ARX`", "ARG, BRA"],
    ),
    "unknown association of all": (
        [("year: 2027", "year: 2027\nassociations: [XYZ]")],
        ["there is no association `XYZ`", "calendar.yaml:6  associations"],
    ),
    "unknown confederation": (
        [("use: matches", "use: matches, confederations: [CONMEBAL]")],
        ["`confederations` cannot be `CONMEBAL`", "did you mean `CONMEBOL`"],
    ),
    "unknown source": (
        [("source: days", "source: dayz")],
        ["`dayz` is not one of the document's sources", "did you mean `days`"],
    ),
    "unknown key": ([("use: matches", "useful: matches")], ["unknown key `useful`", "did you mean `use`?"]),
    "a day that is not one": ([("2027-04-06", "2027-02-30")], ["there is no such day in the calendar"]),
    "matches beyond reason": ([("use: matches", "use: matches, matches: [0, 61]")], ["less than or equal to 60"]),
}


def write(folder: Path, *edits: Edit) -> Path:
    text = CALENDAR
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path) -> str:
    with pytest.raises(CupwrightError) as caught:
        load(path, CLUBS)
    return str(caught.value)


def test_the_calendar_without_a_mistake_loads(tmp_path: Path) -> None:
    calendar = load(write(tmp_path), CLUBS)
    assert isinstance(calendar, Calendar)
    assert [window.id for window in calendar.windows] == ["group-1", "group-2", "holidays"]
    assert calendar.windows[0].source == Cited("a source", confidence="high")
    assert calendar.windows[1].weekdays == (1, 3)
    assert calendar.windows[1].needs == (("tiny-2027/group", "in"),)
    check(calendar, CLUBS)


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_told(name: str, tmp_path: Path) -> None:
    edits, words = MISTAKES[name]
    message = told(write(tmp_path, *edits))
    assert [word for word in words if word not in message] == [], message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Also those of sense, where another part does not fit the model."""
    alone = (
        "ends before it begins",
        "unknown competition",
        "unknown weekday",
        "unknown source",
        "unknown association of all",
    )
    message = told(write(tmp_path, *(edit for name in alone for edit in MISTAKES[name][0])))
    assert message.count("error[") == len(alone)
    for name in alone:
        assert MISTAKES[name][1][0] in message


def test_windows_of_different_lines_may_overlap(tmp_path: Path) -> None:
    """Of another matchday, for other clubs or confederations, or in a branch that shuts the other out."""
    group = "stage: group, matchday: 2"
    for first, second in (
        ("", "stage: group, matchday: 3"),
        ("clubs: [lanus], ", "stage: group, matchday: 1, clubs: [santos]"),
        ("confederations: [CONMEBOL], ", "stage: group, matchday: 1, confederations: [CONCACAF]"),
        ("associations: [ARG], ", "stage: group, matchday: 1, confederations: [CONCACAF]"),
        ("needs: {tiny-2027/group: out}, ", "stage: group, matchday: 1"),
    ):
        own = ("matchday: 1, use", f"matchday: 1, {first}use")
        load(write(tmp_path, ("2027-04-13", "2027-04-08"), own, (group, second)), CLUBS)


def test_windows_that_share_a_club_may_not(tmp_path: Path) -> None:
    for first, second in (("", "clubs: [lanus]"), ("clubs: [lanus, santos], ", "clubs: [lanus]")):
        own = ("matchday: 1, use", f"matchday: 1, {first}use")
        path = write(tmp_path, ("2027-04-13", "2027-04-08"), own, ("matchday: 2", f"matchday: 1, {second}"))
        assert told(path).count("`group-2` overlaps `group-1`") == 1


def test_a_calendar_has_a_limit(tmp_path: Path) -> None:
    first = dt.date(2027, 1, 1)
    lines = [
        f"  - {{id: w-{k}, title: W, days: [{day}, {day}], stage: s{k}}}"
        for k in range(MOST_WINDOWS + 1)
        for day in [first + dt.timedelta(days=k % 300)]
    ]
    head = CALENDAR.split("windows:")[0]
    path = tmp_path / "calendar.yaml"
    path.write_text(head + "windows:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert "at most 400 windows, not 401" in told(path)
    path.write_text(head + "windows:\n" + "\n".join(lines[:-1]) + "\n", encoding="utf-8")
    assert len(load_calendar(path).windows) == MOST_WINDOWS


def test_a_noun_is_checked_like_a_document(tmp_path: Path) -> None:
    calendar = load_calendar(write(tmp_path))
    window = replace(calendar.windows[0], first=dt.date(2027, 4, 9))
    with pytest.raises(CupwrightError, match="ends before it begins"):
        check(replace(calendar, windows=(window,)), CLUBS)


def test_an_unknown_name_lists_near_ones() -> None:
    with pytest.raises(CupwrightError, match=r"did you mean `calendar-mls-2026`"):
        load("calendar-mls-2062")


DAYS = st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
TEXT = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20)
CITED = st.builds(Cited, TEXT, st.one_of(st.just(""), TEXT), st.sampled_from(["high", "medium", "low"]))
ASSOCIATIONS = st.lists(st.sampled_from(["ARG", "MEX"]), unique=True, max_size=2).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window in which everything that may be said may be said."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Window(
        draw(IDS), draw(TEXT), first, last,
        use=draw(st.sampled_from(USES)),
        stage=draw(st.one_of(st.just(""), IDS)),
        matchday=draw(st.one_of(st.none(), st.integers(1, 60))),
        matches=draw(st.tuples(st.integers(0, 60), st.integers(0, 60))),
        weekdays=tuple(draw(st.lists(st.integers(0, 6), unique=True))),
        clubs=tuple(draw(st.lists(IDS, max_size=2))),
        needs=tuple(draw(st.dictionaries(IDS, TEXT, max_size=2)).items()),
        assumed=draw(st.booleans()),
        note=draw(st.one_of(st.just(""), TEXT)),
        source=draw(st.one_of(st.none(), CITED)),
        associations=draw(ASSOCIATIONS),
        confederations=draw(st.sampled_from([(), ("CONMEBOL",), ("AFC", "CAF")])),
    )  # fmt: skip


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar as documents can hold it: a window without a source has that of the calendar."""
    shared = draw(st.one_of(st.none(), CITED))
    found = draw(st.lists(windows(), max_size=4))
    return Calendar(
        draw(IDS), draw(TEXT), "usa-mls", 2027,
        tuple(replace(window, source=window.source or shared) for window in found),
        editions=tuple(draw(st.lists(TEXT, max_size=2))),
        associations=draw(ASSOCIATIONS),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
        sources=() if shared is None else (("all", shared),),
        season=draw(st.sampled_from([None, (dt.date(2027, 7, 1), dt.date(2028, 6, 30))])),
        entrants=tuple(
            Entrants(of, tuple(draw(st.lists(IDS, max_size=2))), draw(st.one_of(st.none(), CITED)))
            for of in draw(ASSOCIATIONS)
        ),
    )  # fmt: skip


def again(calendar: Calendar) -> Calendar:
    source = Source("calendar", "", dump_calendar(calendar))
    fit("calendar", source)
    return build_calendar(source)


@settings(max_examples=150, deadline=None)
@given(calendars())
def test_calendars_survive_their_documents(calendar: Calendar) -> None:
    assert again(calendar) == calendar
    assert documents_hash(again(calendar)) == documents_hash(calendar)


def test_the_hash_sees_every_day_and_no_file() -> None:
    calendar = load_calendar("calendar-mls-2026")
    assert documents_hash(replace(calendar, file="elsewhere")) == documents_hash(calendar)
    later = replace(calendar.windows[0], last=calendar.windows[0].last + dt.timedelta(days=1))
    assert documents_hash(replace(calendar, windows=(later, *calendar.windows[1:]))) != documents_hash(calendar)
