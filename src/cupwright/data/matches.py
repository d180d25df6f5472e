"""Single matches and the last one of each club."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from cupwright.data.sources.headings import CUPS
from cupwright.data.store import connect
from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.matches import DatePrecision, Match, MatchStatus, ScoreBasis

__all__ = ["edition_matches", "fetched_together", "last_day", "last_match_dates", "matches_between"]

_COLUMNS = (
    "match_id, date, competition, edition, home, away, ft_home, ft_away, aet_home, aet_away, pen_home, pen_away, "
    "awarded_home, awarded_away, coalesce(stage, ''), coalesce(round, ''), coalesce(group_name, ''), leg, status, "
    "score_basis, date_precision, coalesce(neutral, false), source, confidence, coalesce(defect, ''), "
    "coalesce(note, '')"
)

_held: ContextVar[dict[tuple[str, str], list[Match]] | None] = ContextVar("held", default=None)


@contextmanager
def fetched_together(editions: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Ask the facts once for several editions; :func:`edition_matches` finds them without asking again.

    Parameters
    ----------
    editions
        Competition and edition of each, as the facts name them. Those the facts do not have are passed over.
    """
    wanted = sorted(set(editions))
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    if wanted:
        with connect() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM matches WHERE (competition, edition) IN "
                "(SELECT unnest(?), unnest(?)) ORDER BY date, match_id",
                [[name for name, _ in wanted], [year for _, year in wanted]],
            ).fetchall()
        for row in rows:
            found[row[2], row[3]].append(_match(row))
    token = _held.set({key: _with_legs(matches) for key, matches in found.items()})
    try:
        yield
    finally:
        _held.reset(token)


def edition_matches(competition: str, edition: str) -> list[Match]:
    """Return the matches of one edition in order of date.

    Parameters
    ----------
    competition, edition
        As the facts name them: ``"conmebol-libertadores"`` and ``"2015"``.

    Raises
    ------
    CupwrightError
        If the facts have no such competition or no match of that edition; the hint names those they have.
    """
    held = (_held.get() or {}).get((competition, edition))
    if held is not None:
        return list(held)
    with connect() as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM matches WHERE competition = ? AND edition = ? ORDER BY date, match_id",
            [competition, edition],
        ).fetchall()
        if not rows:
            known = connection.execute("SELECT DISTINCT competition, edition FROM matches ORDER BY ALL").fetchall()
            names = sorted({name for name, _ in known})
            if competition not in names:
                raise CupwrightError.of(
                    "unknown-competition",
                    f"the facts have no competition `{competition}`",
                    hint=did_you_mean(competition, names),
                )
            editions = [year for name, year in known if name == competition]
            raise CupwrightError.of(
                "unknown-edition",
                f"the facts have no match of `{competition}` `{edition}`",
                facts=[f"editions: {', '.join(editions)}"],
            )
    return _with_legs([_match(row) for row in rows])


def matches_between(
    first: dt.date, last: dt.date, competitions: Iterable[str] | None = None, clubs: Iterable[str] | None = None
) -> list[Match]:
    """Return the matches of some days, both included, in order of date.

    Parameters
    ----------
    first, last
        The days, as the facts date the matches.
    competitions, clubs
        Only matches of these competitions, and with one of these clubs; of all if None.
    """
    wanted, chosen = list(competitions or ()), list(clubs or ())
    with connect() as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM matches WHERE date BETWEEN ? AND ? "
            "AND (? OR competition IN (SELECT unnest(?::VARCHAR[]))) "
            "AND (? OR home IN (SELECT unnest(?::VARCHAR[])) OR away IN (SELECT unnest(?::VARCHAR[]))) "
            "ORDER BY date, match_id",
            [first, last, competitions is None, wanted, clubs is None, chosen, chosen],
        ).fetchall()
    return _with_legs([_match(row) for row in rows])


def _match(row: tuple[Any, ...]) -> Match:
    (name, date, competition, edition, home, away, *goals) = row[:14]
    pairs = [None if left is None else (left, right) for left, right in zip(goals[::2], goals[1::2], strict=True)]
    stage, round_, group, leg, status, basis, precision, neutral, source, confidence, defect, note = row[14:]
    return Match(
        name,
        date,
        competition,
        edition,
        home,
        away,
        full_time=pairs[0],
        extra_time=pairs[1],
        penalties=pairs[2],
        awarded=pairs[3],
        stage=stage,
        round=round_,
        group=group,
        leg=leg,
        status=MatchStatus(status),
        basis=ScoreBasis(basis),
        precision=DatePrecision(precision),
        neutral=neutral,
        source=source,
        confidence=confidence,
        defect=defect,
        note=note,
    )


def _with_legs(matches: list[Match]) -> list[Match]:
    """Number the legs of ties whose matches came from different imports."""
    ties: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for number, match in enumerate(matches):
        if match.competition in CUPS and match.stage and not match.group and match.stage != "group-stage":
            ties[match.stage, frozenset((match.home, match.away))].append(number)
    for numbers in ties.values():
        if len(numbers) == 2 and matches[numbers[0]].home != matches[numbers[1]].home:
            for leg, number in enumerate(numbers, start=1):
                matches[number] = replace(matches[number], leg=leg)
    return matches


def last_day() -> dt.date | None:
    """Return the day of the last match that the facts know, or None without any."""
    with connect() as connection:
        row = connection.execute("SELECT max(date) FROM matches").fetchone()
    return None if row is None else row[0]


def last_match_dates(until: dt.date | str | None = None) -> dict[str, dt.date]:
    """Return the day of each club's last match with a score of the field, up to and including `until`."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT club, max(date) FROM (SELECT home AS club, date, ft_home FROM matches UNION ALL "
            "SELECT away, date, ft_home FROM matches) WHERE ft_home IS NOT NULL AND date <= coalesce(CAST(? AS DATE), "
            "DATE '9999-12-31') GROUP BY club ORDER BY club",
            [None if until is None else str(until)],
        ).fetchall()
    return dict(rows)
