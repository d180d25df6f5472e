"""How berths run through competitions: who takes what, which edition that leads to, and what is taken there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Award, Edition
from cupwright.study.answer import Answer
from cupwright.study.documents import base_edition, name_of
from cupwright.study.flow_odds import Odds, odds_of_awards
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import held_day
from cupwright.study.replaying import Replay, replay
from cupwright.study.running import Progress, silent
from cupwright.study.shelves import Shelved, editions_after
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.football.outcomes import Season

__all__ = ["Flow", "flow"]

MOST_DEPTH = 6


@dataclass(frozen=True, eq=False, repr=False)
class Flow(Answer):
    """The berths of an edition and where they lead.

    Parameters
    ----------
    data
        The answer as JSON has it: ``edition``, ``title``, ``status`` (``"played"`` or ``"under-way"``), ``as_of``,
        ``depth``, ``worlds``, ``seed``, ``champion``, ``clubs`` (names), ``awards``, ``notes``, ``provenance``. An
        award has its ``takers``; a taker has its ``chance`` (None in a season that is over: it took the place), and
        ``next``: the edition entered, the ``slot`` and stage, how far the club came there, and the ``awards`` it
        took; or ``why`` there is none.
    """

    def __repr__(self) -> str:
        return f"<Flow of {self.data['edition']}>"

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each taker of each award at each depth."""
        return list(_flat(self.data, self.data["awards"], 1))


def flow(
    edition: Edition | str | Path,
    *,
    depth: int = 2,
    as_of: dt.date | str | None = None,
    worlds: int = 20_000,
    seed: int = 7,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Flow:
    """Follow the berths of an edition into other competitions.

    A season that is over is replayed, and each award followed into the edition of that competition whose slots hold the
    club. Of those that begin in the two years after it is the one that holds most of the takers, the sooner if two hold
    as many (the one of the year that the award names, if its id ends in one). A season under way, or any on a day with
    `as_of`, is simulated with what is known held fixed, and each award has its chances.

    Parameters
    ----------
    edition
        A noun, a name in the library, or a path.
    depth
        How many competitions deep; 1 shows the awards alone.
    as_of
        A day to stand on.
    worlds, seed, threads, progress
        As in :func:`cupwright.simulate`, for a season under way.

    Raises
    ------
    CupwrightError
        If the edition cannot be loaded or played, or a number does not fit.
    """
    if not 1 <= depth <= MOST_DEPTH:
        raise CupwrightError.of("depth", f"berths are followed 1 to {MOST_DEPTH} competitions deep, not {depth}")
    share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    day = None if as_of is None else held_day(as_of, "--as-of")
    tell = silent if progress is None else progress
    tell(0, 0, "replaying")
    book = _Book()
    season = book.season(noun) if day is None else None
    over = season is not None and bool(season.champion)
    odds = None if over else odds_of_awards(noun, day, worlds, seed, threads, tell)
    awards = _known(noun, book, depth) if odds is None else _likely(noun, odds)
    names = [name_of(edition), "--depth", str(depth)]
    return Flow({
        "edition": noun.id,
        "title": noun.title,
        "status": "played" if over else "under-way",
        "as_of": str(odds.as_of) if odds is not None and odds.as_of is not None else None,
        "depth": depth,
        "worlds": None if odds is None else odds.worlds,
        "seed": None if odds is None else seed,
        "partial": odds is not None and odds.worlds < worlds,
        "champion": season.champion if season is not None else "",
        "clubs": _names(awards),
        "awards": awards,
        "notes": [] if odds is None else list(odds.notes),
        "provenance": provenance_of([noun], command_of("flow", names, worlds, seed, day)),
    })  # fmt: skip


@dataclass
class _Book:
    """Seasons replayed so far, by edition."""

    seasons: dict[str, Season | None] = field(default_factory=dict)
    nouns: dict[str, Edition] = field(default_factory=dict)

    def season(self, edition: Edition) -> Season | None:
        """Return the season of an edition; None if the facts do not hold it, or do not fit."""
        if edition.id not in self.seasons:
            found: Replay | None
            try:
                found = replay(edition)
            except CupwrightError:
                found = None
            self.seasons[edition.id] = None if found is None else found.season
        return self.seasons[edition.id]

    def edition(self, name: str) -> Edition:
        """Return an edition of the library."""
        if name not in self.nouns:
            self.nouns[name] = base_edition(name)
        return self.nouns[name]


def _known(edition: Edition, book: _Book, depth: int, club: str = "") -> list[dict[str, Any]]:
    """Return the awards of a season that is over (those of one club, if it is named) and where they lead."""
    season = book.season(edition)
    taken = {} if season is None else {berth.award: berth for berth in season.berths}
    recorded = dict(edition.record.berths)
    everybody: dict[str, set[str]] = {}
    for award in edition.format.awards:
        berth = taken.get(award.id)
        everybody.setdefault(award.into, set()).update(berth.clubs if berth else recorded.get(award.id, ()))
    found = []
    for award in edition.format.awards:
        berth = taken.get(award.id)
        clubs, source = ((berth.clubs, "replay") if berth is not None and berth.clubs
                         else (recorded.get(award.id, ()), "record"))  # fmt: skip
        takers = [one for one in clubs if club in ("", one)]
        if not takers:
            continue
        chain = list(berth.chain) if berth is not None and source == "replay" else []
        found.append(_award(award) | {
            "source": source,
            "chain": chain,
            "takers": [{"club": one, "chance": None, **_next(edition, award, one, everybody[award.into], book, depth)}
                       for one in takers],
        })  # fmt: skip
    return found


def _award(award: Award) -> dict[str, Any]:
    return {"award": award.id, "title": award.title, "into": award.into, "places": award.places}


def _likely(edition: Edition, odds: Odds) -> list[dict[str, Any]]:
    """Return the awards of a season under way with the chance of each taker; where they lead is not decided yet."""
    ahead = {award.into: editions_after(award.into, edition.starts) for award in edition.format.awards if award.into}
    found = []
    for award in edition.format.awards:
        into = _named_year(award, ahead.get(award.into, []))
        takers = [
            {"club": club, "chance": chance, "next": None, "why": _into_words(award, into, club)}
            for club, chance in odds.takers[award.id]
        ]
        found.append(_award(award) | {"source": "simulation", "chain": [], "takers": takers})
    return found


def _into_words(award: Award, ahead: list[Shelved], club: str) -> str:
    if not award.into:
        return ""
    holding = next((one for one in ahead if one.slot_of(club)), None)
    if holding is not None:
        return f"holds {holding.slot_of(club)[0]} of {holding.title}"  # type: ignore[index]
    return f"{ahead[0].title}" if ahead else f"the next {award.into}, of which the library holds no edition yet"


def _next(
    edition: Edition, award: Award, club: str, takers: Collection[str], book: _Book, depth: int
) -> dict[str, Any]:
    """Return the edition that an award led a club into, and what it took there, or why there is none."""
    if not award.into:
        return {"next": None, "why": ""}
    ahead = _named_year(award, editions_after(award.into, edition.starts))
    if not ahead:
        return {"next": None, "why": f"the library holds no later edition of {award.into}"}
    holders = [one for one in ahead if one.slot_of(club)]
    holding = max(holders, key=lambda one: sum(one.slot_of(other) is not None for other in takers), default=None)
    if holding is None:
        return {"next": None, "why": f"not in the field of {', '.join(one.title for one in ahead)}"}
    slot, enters = holding.slot_of(club) or ("", "")
    entered: dict[str, Any] = {"edition": holding.name, "title": holding.title, "slot": slot, "enters": enters}
    if depth < 2:
        return {"next": entered, "why": ""}
    try:
        noun = book.edition(holding.name)
    except CupwrightError as error:
        return {"next": entered, "why": f"cannot be read: {error.problems[0].message}"}
    season = book.season(noun)
    entered["reached"] = "" if season is None else _reached(noun, season, club)
    entered["awards"] = _known(noun, book, depth - 1, club) if depth > 1 else []
    return {"next": entered, "why": "" if season is not None else "the facts do not hold this edition"}


def _named_year(award: Award, ahead: list[Shelved]) -> list[Shelved]:
    """Return the editions of the year that an award names at the end of its id; all of them if it names none."""
    year = re.search(r"-(\d{4})$", award.id)
    return [one for one in ahead if one.year == int(year[1])] if year else ahead


def _reached(edition: Edition, season: Season, club: str) -> str:
    """Return the last stage a club played in, or ``"champion"``."""
    if season.champion == club:
        return "champion"
    played = {tie.stage for tie in season.ties if club in tie.clubs}
    played |= {line.stage for line in season.placings if line.club == club}
    return next((stage.id for stage in reversed(edition.format.stages) if stage.id in played), "")


def _flat(edition: dict[str, Any], awards: list[dict[str, Any]], depth: int) -> Iterator[dict[str, Any]]:
    for award in awards:
        for taker in award["takers"]:
            after = taker["next"] or {}
            yield {
                "depth": depth, "edition": edition["edition"], "award": award["award"], "into": award["into"],
                "club": taker["club"], "chance": taker["chance"], "next": after.get("edition", ""),
                "slot": after.get("slot", ""), "enters": after.get("enters", ""), "reached": after.get("reached", ""),
                "why": taker["why"],
            }  # fmt: skip
            if after.get("awards"):
                yield from _flat(after, after["awards"], depth + 1)


def _names(awards: list[dict[str, Any]]) -> dict[str, str]:
    """Return the name of every club that took or may take an award."""
    from cupwright.data.places import clubs

    facts = clubs()
    found: dict[str, str] = {}
    for award in awards:
        for taker in award["takers"]:
            club = taker["club"]
            found[club] = facts[club].name if club in facts else club
            found |= _names((taker["next"] or {}).get("awards", []))
    return dict(sorted(found.items()))
