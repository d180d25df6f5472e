"""From what a reader found to rows of the table of matches: clubs resolved, headings understood, scores sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cupwright.data.names import find_club
from cupwright.data.sources.headings import COMPETITIONS, competition_of, cup_stage, league_stage
from cupwright.data.sources.records import RawMatch, Score
from cupwright.errors import Place, Problem, did_you_mean

__all__ = ["Prepared", "prepare"]

_WITHOUT_RESULT = frozenset({"fixture", "postponed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A match ready for the table, and where it was read."""

    place: Place
    date: dt.date
    competition: str
    edition: str
    stage: str
    round: str
    group: str
    home: str
    away: str
    ft: Score | None
    aet: Score | None
    pen: Score | None
    awarded: Score | None
    status: str
    neutral: bool
    source: str
    note: str

    @property
    def key(self) -> str:
        """The readable id, made as the ids of the facts are."""
        cup = not COMPETITIONS.get(self.competition, (" ",))
        middle = self.date.isoformat()
        if cup and self.stage:
            middle = f"{self.stage}-{self.group.lower()}" if self.group else self.stage
        return f"{self.competition}/{self.edition}/{middle}/{self.home}/{self.away}"


def prepare(raw: Iterable[RawMatch], filename: str) -> tuple[list[Prepared], int, list[Problem]]:
    """Return the rows, the number of fixtures without a result, and all problems.

    A club that cannot be named with certainty is one problem, at the first line that names it.
    """
    rows: list[Prepared] = []
    problems: list[Problem] = []
    fixtures = 0
    clubs: dict[tuple[str, tuple[str, ...]], str | Problem] = {}
    without_season = False

    def club(name: str, country: str, competition: str, place: Place) -> str | None:
        countries = (country,) if country else COMPETITIONS.get(competition, ())
        if (name, countries) not in clubs:
            found = find_club(name, countries, place)
            clubs[name, countries] = found
            if isinstance(found, Problem):
                problems.append(found)
        known = clubs[name, countries]
        return known if isinstance(known, str) else None

    for match in raw:
        competition, edition = competition_of(match.competition)
        edition = match.edition or edition
        if not competition or not edition:
            if not without_season:
                problems.append(
                    Problem(
                        "competition",
                        "nothing says which competition and season these matches belong to",
                        match.place,
                        hint="the first line of the file names them, as in `= Copa Libertadores 2026`",
                    )
                )
            without_season = True
            continue
        if match.edition and competition not in COMPETITIONS and (near := did_you_mean(competition, COMPETITIONS)):
            problems.append(Problem("competition", f"no competition is called `{competition}`", match.place, hint=near))
            continue
        if match.status in _WITHOUT_RESULT:
            fixtures += 1
            continue
        if match.status == "abandoned" and not (match.full_time or match.awarded):
            fixtures += 1
            continue
        home = club(match.home, match.home_country, competition, match.place)
        away = club(match.away, match.away_country, competition, match.place)
        if home is None or away is None:
            continue
        if home == away:
            problems.append(Problem("match", f"`{home}` cannot play itself", match.place))
            continue
        if edition[:4].isdigit() and not -1 <= int(match.date[:4]) - int(edition[:4]) <= 2:
            message = f"a match of the edition `{edition}` cannot have been played on {match.date}"
            problems.append(Problem("date", message, match.place, hint="is the year of one of them mistyped?"))
            continue
        stage, round_ = match.stage, match.round
        if not match.edition:
            year = int(edition[:4]) if edition[:4].isdigit() else 0
            cup = not COMPETITIONS.get(competition, ())
            stage, round_ = cup_stage(competition, year, stage, round_) if cup else league_stage(stage, round_)
        ft, awarded = match.full_time, match.awarded
        if match.status == "awarded" and awarded is None:
            ft, awarded = None, ft
        rows.append(
            Prepared(
                place=match.place,
                date=dt.date.fromisoformat(match.date),
                competition=competition,
                edition=edition,
                stage=stage,
                round=round_,
                group=match.group,
                home=home,
                away=away,
                ft=ft,
                aet=match.extra_time,
                pen=match.penalties,
                awarded=awarded,
                status=match.status,
                neutral=bool(match.neutral),
                source=match.source or f"imported from {filename}",
                note=match.note,
            )
        )
    return rows, fixtures, problems
