"""From facts and calendars to fixtures: what was played, what is planned, and both together.

A fixture that was played has two clubs, the host first, and the day or days on which it can have been. One that a
window plans is a commitment of one club: the club is `home`, `away` is empty, and neither opponent nor host is known
(:attr:`~cupwright.football.calendars.PlannedFixture.open`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Calendar, PlannedFixture, Window
from cupwright.football.competitions import Source
from cupwright.football.matches import DatePrecision, Match, MatchStatus

__all__ = ["MOST_CLUBS", "calendar_fixtures", "planned_fixtures", "played_fixtures"]

MOST_CLUBS = 400
"""The most clubs that are asked about at once."""

# How far from the day that the facts give a match can have been: nothing is known of a match dated to a year.
_WITHIN = {DatePrecision.DAY: 0, DatePrecision.DAY_EITHER_WAY: 1, DatePrecision.APPROX: 3}


def played_fixtures(
    competition: str = "",
    edition: str = "",
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    clubs: Collection[str] | None = None,
) -> tuple[PlannedFixture, ...]:
    """Return the matches of the facts as fixtures, in order of date.

    Parameters
    ----------
    competition, edition
        As the facts name them. Without an edition, `first` and `last` must be given; without a competition, all count.
    first, last
        Only matches that can have been on one of these days.
    clubs
        Only matches of these clubs; of all if None.

    Returns
    -------
    tuple of PlannedFixture
        With `played` true. `first` and `last` are a day either side where the facts date an evening in another time
        zone, three days either side where the day is a guess. Matches dated to a month or a year are left out, and
        those that were walked over.

    Raises
    ------
    CupwrightError
        If the facts have no such competition or edition, or neither edition nor days are given.
    """
    from cupwright.data.matches import edition_matches, matches_between

    if edition:
        matches = edition_matches(competition, edition)
    elif first is not None and last is not None:
        margin = dt.timedelta(days=max(_WITHIN.values()))
        matches = matches_between(first - margin, last + margin, [competition] if competition else None, clubs)
    else:
        raise CupwrightError.of("dates", "matches are asked for by edition, or by their first and last day")
    fixtures = [
        _played(match)
        for match in matches
        if match.precision in _WITHIN
        and match.status != MatchStatus.WALKOVER
        and (clubs is None or match.home in clubs or match.away in clubs)
    ]
    return tuple(
        one for one in fixtures if (first is None or one.last >= first) and (last is None or one.first <= last)
    )


def _played(match: Match) -> PlannedFixture:
    margin = dt.timedelta(days=_WITHIN[match.precision])
    where = [match.stage or "match", match.round, f"leg {match.leg}" if match.leg else ""]
    title = f"{match.competition} {match.edition}, {' '.join(filter(None, where)).replace('-', ' ')}"
    confidence = match.confidence if match.confidence in ("high", "low") else "medium"
    return PlannedFixture(
        f"played/{match.id}",
        match.competition,
        title,
        match.stage,
        match.home,
        match.away,
        match.date - margin,
        match.date + margin,
        neutral=match.neutral,
        played=True,
        source=Source(match.source, confidence=confidence),  # type: ignore[arg-type]
    )


def planned_fixtures(
    calendar: Calendar, clubs: Iterable[str], enters: Mapping[str, str] | None = None
) -> tuple[PlannedFixture, ...]:
    """Return what the windows of a calendar plan for clubs that take part, in order of date.

    Parameters
    ----------
    calendar
        Only its windows of matches count.
    clubs
        Ids of clubs that take part, at most :data:`MOST_CLUBS`.
    enters
        The stage at which a club comes in. It plays none of the stages that stand before it in the calendar, and needs
        no luck to play in this one. Of a club that is not named every stage is open.

    Returns
    -------
    tuple of PlannedFixture
        For each club and window as many as the window has matches at most, each an `open` fixture of that club
        (``"CALENDAR/WINDOW/CLUB"``, with ``"/K"`` where there are several). Those above the least need
        (``"CALENDAR/WINDOW/match-K"``, ``"played"``).

    Raises
    ------
    CupwrightError
        For every club or stage that is not known, and for too many clubs.
    """
    asked = list(dict.fromkeys(clubs))
    homes, entry = _homes(asked), _entry(calendar, enters or {})
    return _in_order(
        fixture
        for window in calendar.windows
        for club in asked
        for fixture in _planned(calendar, window, club, homes[club], entry.get(club))
    )


def _in_order(fixtures: Iterable[PlannedFixture]) -> tuple[PlannedFixture, ...]:
    return tuple(sorted(fixtures, key=lambda one: (one.first, one.last, one.id)))


def _homes(clubs: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return association and confederation of each club."""
    if len(clubs) > MOST_CLUBS:
        raise CupwrightError.of("limit", f"at most {MOST_CLUBS} clubs are asked about at once, not {len(clubs)}")
    from cupwright.data.places import clubs as all_clubs

    known = all_clubs()
    missing = [name for name in clubs if name not in known]
    if missing:
        raise CupwrightError(
            Problem("unknown-club", f"no club has the id `{name}`", hint=did_you_mean(name, known)) for name in missing
        )
    return {name: (known[name].country, known[name].confederation) for name in clubs}


def _entry(calendar: Calendar, enters: Mapping[str, str]) -> dict[str, tuple[str, frozenset[str]]]:
    """Return for each club the stage it enters at, and the stages before it."""
    stages = list(dict.fromkeys(window.stage for window in calendar.windows if window.stage))
    unknown = sorted({stage for stage in enters.values() if stage not in stages})
    if unknown:
        raise CupwrightError(
            Problem(
                "unknown-stage",
                f"`{calendar.id}` has no stage `{stage}`",
                facts=(f"stages: {', '.join(stages)}",),
                hint=did_you_mean(stage, stages),
            )
            for stage in unknown
        )
    return {club: (stage, frozenset(stages[: stages.index(stage)])) for club, stage in enters.items()}


def _concerns(calendar: Calendar, window: Window, club: str, home: tuple[str, str]) -> bool:
    """Whether a club plays in a window, if it gets there."""
    association, confederation = home
    return (
        window.use == "matches"
        and (not window.clubs or club in window.clubs)
        and (not calendar.associations or association in calendar.associations)
        and (not window.associations or association in window.associations)
        and (not window.confederations or confederation in window.confederations)
    )


def _planned(
    calendar: Calendar, window: Window, club: str, home: tuple[str, str], entry: tuple[str, frozenset[str]] | None
) -> list[PlannedFixture]:
    if not _concerns(calendar, window, club, home):
        return []
    needs = window.needs
    if entry is not None:
        stage, before = entry
        if window.stage in before:
            return []
        if window.stage == stage:
            needs = tuple((name, value) for name, value in needs if (name.rpartition("/")[2], value) != (stage, "in"))
    least, most = window.matches
    name = f"{calendar.id}/{window.id}"
    return [
        PlannedFixture(
            f"{name}/{club}" + (f"/{number:0{len(str(most))}}" if most > 1 else ""),
            calendar.competition,
            f"{calendar.title}: {window.title}" + (f", match {number} of {most}" if most > 1 else ""),
            window.stage,
            club,
            "",
            window.first,
            window.last,
            weekdays=window.weekdays,
            needs=needs if number <= least else (*needs, (f"{name}/match-{number}", "played")),
            assumed=window.assumed,
            source=window.source,
        )
        for number in range(1, most + 1)
    ]


def calendar_fixtures(
    calendar: Calendar, clubs: Iterable[str], enters: Mapping[str, str] | None = None
) -> tuple[PlannedFixture, ...]:
    """Return the real matches of clubs in the editions of a calendar, and what its windows plan after the last of them.

    Where there are real days they stand before windows: a window that was over on the last day that the facts know of
    the editions plans nothing; one that was not has so many matches less as the club has played in it, and one of
    several matches begins after that day. Who has gone out is not known here: the branches say who plays. Parameters
    and errors are those of :func:`planned_fixtures`; an edition that the facts do not hold is an error too.
    """
    asked = list(dict.fromkeys(clubs))
    if not calendar.editions:
        return planned_fixtures(calendar, asked, enters)
    first, last = calendar.span
    everyone = [
        one
        for edition in calendar.editions
        for one in played_fixtures(calendar.competition, edition, first=first, last=last)
    ]
    until = max((one.last for one in everyone), default=first - dt.timedelta(days=1))
    played = [one for one in everyone if one.home in asked or one.away in asked]
    homes, entry = _homes(asked), _entry(calendar, enters or {})
    planned = [
        fixture
        for window in calendar.windows
        for club in asked
        if (left := _left(window, [one for one in played if club in (one.home, one.away)], until)) is not None
        for fixture in _planned(calendar, left, club, homes[club], entry.get(club))
    ]
    return _in_order([*played, *planned])


def _left(window: Window, played: Iterable[PlannedFixture], until: dt.date) -> Window | None:
    """Return what is left of a window after a day, for a club that has `played` these matches."""
    if window.last <= until:
        return None
    done = sum(window.first <= one.first <= window.last for one in played)
    least, most = (max(number - done, 0) for number in window.matches)
    begun = window.matches[1] > 1 and window.first <= until
    return replace(window, first=until + dt.timedelta(days=1) if begun else window.first, matches=(least, most))
