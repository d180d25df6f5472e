"""Fixtures as iCalendar (RFC 5545): files that common calendar programs open.

A fixture is an event of whole days. Where only a window is known the event spans it and is tentative. Nothing in a file
depends on when it was written: the same fixtures give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import uuid
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture
from cupwright.report.fixture_table import days_words, is_tentative, side_words

__all__ = ["MOST_EVENTS", "calendar_ics", "check_folder", "write_ics"]

MOST_EVENTS = 20_000
_PRODID = "-//Cupwright//Calendar//EN"
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _plain(text: str) -> str:
    """Take out what RFC 5545 forbids in a text; line feeds stay and are escaped."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _description(fixture: PlannedFixture, competition: str, remark: str) -> str:
    lines = [fixture.title, competition, remark]
    if fixture.first != fixture.last:
        lines.append(f"The day is not fixed: {days_words(fixture)}.")
    if fixture.needs:
        branches = ", ".join(f"{variable}: {value}" for variable, value in fixture.needs)
        lines.append(f"Played only if {branches}.")
    if fixture.chance is not None and not fixture.played:
        lines.append(f"Chance that it is played: {fixture.chance:.0%}.")
    if fixture.neutral:
        lines.append("Neutral ground.")
    if fixture.assumed:
        lines.append("Assumed, not announced.")
    if fixture.source is not None:
        article = f", {fixture.source.article}" if fixture.source.article else ""
        lines.append(f"Source: {fixture.source.title}{article} (confidence {fixture.source.confidence}).")
    return "\n".join(dict.fromkeys(line for line in lines if line))


def calendar_ics(
    fixtures: Iterable[PlannedFixture],
    title: str,
    *,
    names: Mapping[str, str] | None = None,
    competitions: Mapping[str, str] | None = None,
    remarks: Mapping[str, str] | None = None,
    endings: Mapping[str, str] | None = None,
) -> bytes:
    """Write fixtures as one calendar.

    Parameters
    ----------
    fixtures
        At most 20,000, in any order, each id once.
    title
        What the calendar is called.
    names, competitions
        What clubs and competitions are called, by id.
    remarks
        What else is to be known of a fixture, by its id: it stands in the description and makes the event tentative.
    endings
        What the title of a fixture ends in, by its id, such as ``supposed`` where a draw is; it is tentative too.

    Returns
    -------
    bytes
        UTF-8 with CRLF and lines of at most 75 octets. One VEVENT each: UID from the id of the fixture, the same for
        ever; DTSTAMP midnight UTC of its first day; DTEND the day after its last; STATUS TENTATIVE for a fixture that
        is conditional, assumed, remarked on, without a day of its own or without a known club, else CONFIRMED. There is
        no METHOD: the file is for import, not an invitation.

    Raises
    ------
    CupwrightError
        For an id given twice, a fixture that ends before it begins, or too many.
    """
    from icalendar import Calendar, Event, vText

    listed = sorted(fixtures, key=lambda fixture: (fixture.first, fixture.last, fixture.id))
    _demand(listed)
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(" ".join(_plain(title).split())))
    for fixture in listed:
        competition = (competitions or {}).get(fixture.competition, fixture.competition)
        home, away = side_words(fixture, names or {})
        event = Event()
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, 'cupwright:fixture:' + fixture.id)}@cupwright")
        event.add("dtstamp", dt.datetime.combine(fixture.first, dt.time(), dt.UTC))
        event.add("dtstart", fixture.first)
        event.add("dtend", fixture.last + dt.timedelta(days=1))
        remark, ending = (remarks or {}).get(fixture.id, ""), (endings or {}).get(fixture.id, "")
        event.add("summary", _plain(f"{home} v {away}" + (f" ({ending})" if ending else "")))
        if fixture.venue:
            event.add("location", _plain(fixture.venue))
        event.add("description", _plain(_description(fixture, competition, remark)))
        event.add("categories", [_plain(competition)])
        tentative = bool(remark or ending) or is_tentative(fixture)
        event.add("status", "TENTATIVE" if tentative else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _demand(fixtures: list[PlannedFixture]) -> None:
    if len(fixtures) > MOST_EVENTS:
        raise CupwrightError.of("calendar", f"{len(fixtures):,} fixtures are too many", hint=f"at most {MOST_EVENTS:,}")
    ids = [fixture.id for fixture in fixtures]
    twice = sorted({one for one, other in zip(sorted(ids), sorted(ids)[1:], strict=False) if one == other})
    backwards = [fixture.id for fixture in fixtures if fixture.last < fixture.first]
    facts = [f"twice: {one}" for one in twice[:10]] + [f"ends before it begins: {one}" for one in backwards[:10]]
    if facts:
        raise CupwrightError.of("calendar", "the fixtures cannot be written as a calendar", facts=facts)


def write_ics(
    folder: Path,
    fixtures: Iterable[PlannedFixture],
    *,
    names: Mapping[str, str] | None = None,
    competitions: Mapping[str, str] | None = None,
    clubs: Collection[str] | None = None,
    remarks: Mapping[str, str] | None = None,
    endings: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a calendar for each club (``club-ID.ics``) and each competition (``competition-ID.ics``).

    Every file is written in full before the first one takes its place, so that a full disk leaves the folder as it was.

    Parameters
    ----------
    folder
        It is made if need be.
    fixtures, names, competitions, remarks, endings
        As in :func:`calendar_ics`.
    clubs
        Ids of the clubs that get a file; by default all that play.

    Returns
    -------
    list of Path
        The files, by name.

    Raises
    ------
    CupwrightError
        As :func:`calendar_ics`, or if a file cannot be written.
    """
    listed = list(fixtures)
    _demand(listed)
    calendars: dict[str, tuple[str, list[PlannedFixture]]] = {}
    for fixture in listed:
        competition = (competitions or {}).get(fixture.competition, fixture.competition)
        titles = {f"competition-{fixture.competition}": competition}
        titles |= {f"club-{club}": (names or {}).get(club, club) for club in (fixture.home, fixture.away)
                   if club and (clubs is None or club in clubs)}  # fmt: skip
        for stem, title in titles.items():
            calendars.setdefault(stem, (title, []))[1].append(fixture)
    files = {
        folder / (_NOT_IN_A_NAME.sub("-", stem) + ".ics"): calendar_ics(
            mine, title, names=names, competitions=competitions, remarks=remarks, endings=endings
        )
        for stem, (title, mine) in sorted(calendars.items())
    }
    check_folder(folder)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as name:
            parts = {file: Path(name) / file.name for file in files}
            for file, part in parts.items():
                part.write_bytes(files[file])
            for file in files:
                if file.is_dir():
                    raise IsADirectoryError(21, f"{file.name} is a folder")
            for file, part in parts.items():
                part.replace(file)
    except OSError as error:
        raise _failed(folder, error) from None
    return list(files)


def check_folder(folder: Path) -> None:
    """Raise a CupwrightError if no file can be written to a folder, before a long run is spent on it.

    A missing folder is made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _failed(folder, error) from None


def _failed(folder: Path, error: OSError) -> CupwrightError:
    reason = (error.strerror or str(error)).lower()
    return CupwrightError.of(
        "file", f"calendars cannot be written to the folder `{folder}`", facts=[reason], hint="name another folder"
    )
