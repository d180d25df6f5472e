"""What is asked of a check of a calendar, read from words: demands, blocked days, how clubs travel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Stay
from cupwright.schedule.demands import Blocked, Demands
from cupwright.schedule.travel import Pace

__all__ = ["FIRST_YEAR", "LAST_YEAR", "demands_of", "moved_of", "pace_of", "valid_year", "within"]

FIRST_YEAR, LAST_YEAR = 1998, 2040

_BLOCKED = re.compile(
    r"\s*(?P<place>[^:]+?)\s*:\s*(?P<first>\S+?)(?:\s+to\s+(?P<last>\S+?))?(?:\s*,\s*(?P<why>.+))?\s*"
)


def valid_year(year: int) -> None:
    """Refuse a year that no calendar can be of.

    Raises
    ------
    CupwrightError
        If it lies outside :data:`FIRST_YEAR` to :data:`LAST_YEAR`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CupwrightError.of("year", f"the year {year} is not one of a calendar",
                                facts=(f"years from {FIRST_YEAR} to {LAST_YEAR} are taken",))  # fmt: skip


def demands_of(rest: int, tight: int, release: bool, blocked: Sequence[str]) -> Demands:
    """Return the demands, with every mistake in them at once.

    Parameters
    ----------
    rest, tight
        Hours.
    release
        Whether windows of release bind.
    blocked
        Words such as ``"toluca: 2026-03-01 to 2026-03-05, concerts"``; the place is a club's id or a ground's name.

    Raises
    ------
    CupwrightError
        For every hour and every word that cannot be meant.
    """
    problems: list[Problem] = []
    found: list[Blocked] = []
    for words in blocked:
        one = _blocked(words)
        if isinstance(one, Blocked):
            found.append(one)
        else:
            problems.append(one)
    try:
        demands = Demands(rest, tight, release, tuple(found))
    except CupwrightError as error:
        problems += error.problems
    if problems:
        raise CupwrightError(problems)
    return demands


def within(blocked: Sequence[Blocked], first: dt.date, last: dt.date) -> None:
    """Refuse blocked days that are not looked at, because they lie outside the year.

    Raises
    ------
    CupwrightError
        For every stretch that lies outside wholly.
    """
    problems = [
        Problem("blocked-days", f"the blocked days at `{one.place}` lie outside what is checked",
                facts=(f"blocked: {one.first} to {one.last}", f"checked: {first} to {last}"))
        for one in blocked if one.last < first or one.first > last
    ]  # fmt: skip
    if problems:
        raise CupwrightError(problems)


def _blocked(words: str) -> Blocked | Problem:
    match = _BLOCKED.fullmatch(words)
    hint = 'such as `--blocked "toluca: 2026-03-01 to 2026-03-05, concerts"`'
    if match is None:
        return Problem("blocked-days", f"`{words}` is not PLACE: DAY to DAY", hint=hint)
    try:
        first = dt.date.fromisoformat(match["first"])
        last = dt.date.fromisoformat(match["last"]) if match["last"] else first
    except ValueError:
        return Problem("blocked-days", f"`{words}` holds a day that is none", hint=hint)
    from cupwright.data.places import clubs, neutral_grounds

    known = [*clubs(), *neutral_grounds()]
    if match["place"] not in known:
        message = f"no club and no ground is called `{match['place']}`"
        return Problem("unknown-ground", message, hint=did_you_mean(match["place"], known))
    return Blocked(match["place"], first, last, match["why"] or "")


def pace_of(speed_kmh: float, ground_hours: float) -> Pace:
    """Return how clubs travel.

    Raises
    ------
    CupwrightError
        If nobody travels like that.
    """
    problems = []
    if not 20 <= speed_kmh <= 3000:
        problems.append(
            Problem("speed", f"clubs do not travel at {speed_kmh:g} km/h", facts=("20 to 3,000 are taken",))
        )
    if not 0 <= ground_hours <= 48:
        problems.append(Problem("hours", f"{ground_hours:g} hours on the ground for a journey are not meant",
                                facts=("0 to 48 are taken",)))  # fmt: skip
    if problems:
        raise CupwrightError(problems)
    return Pace(speed_kmh, ground_hours)


def moved_of(words: Sequence[str], year: int) -> dict[str, Stay]:
    """Return clubs that play at home elsewhere, from words such as ``"inter-miami=lanus"``: at the ground of another
    club, or on a neutral ground by its name.

    Raises
    ------
    CupwrightError
        For every word that is none, every club and ground that is not known, and every ground without coordinates or
        with a time zone that is not known.
    """
    from cupwright.data.places import clubs, ground_at, neutral_grounds
    from cupwright.schedule.travel import hours_from_utc
    from cupwright.study.calendar_places import stay_of

    known, neutral = clubs(), neutral_grounds()
    problems: list[Problem] = []
    found: dict[str, Stay] = {}
    day = dt.date(year, 7, 1)
    for word in words:
        club, sign, where = (part.strip() for part in word.partition("="))
        if not sign:
            hint = "such as `--moved inter-miami=lanus`"
            problems.append(Problem("moved", f"`{word}` is not CLUB=GROUND", hint=hint))
            continue
        if club not in known:
            problems.append(Problem("unknown-club", f"no club has the id `{club}`", hint=did_you_mean(club, known)))
        if where not in known and where not in neutral:
            message = f"no club and no neutral ground is called `{where}`"
            problems.append(Problem("unknown-ground", message, hint=did_you_mean(where, [*known, *neutral])))
        else:
            stay = stay_of(neutral[where]) if where in neutral else stay_of(ground_at(where, day))
            if stay is None:
                problems.append(Problem("ground", f"the ground `{where}` has no coordinates in the facts"))
            elif not stay.timezone or hours_from_utc(stay.timezone, day) is None:
                problems.append(Problem("time-zone", f"the time zone of `{where}` is not known: `{stay.timezone}`"))
            else:
                found[club] = stay
    if problems:
        raise CupwrightError(problems)
    return found
