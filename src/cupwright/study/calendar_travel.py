"""How far every club goes under a proposal, against the edition that it amends: the same worlds, the same luck."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError, Problem, all_of, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.study.answer import Answer, write_page
from cupwright.study.atlas import FactsAtlas
from cupwright.study.documents import amended_by, base_edition, name_of, refuse_undecided, variant_of
from cupwright.study.eve import eve_of
from cupwright.study.metrics.altitude import HIGH_M
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, silent
from cupwright.study.side import Side
from cupwright.study.travel_rows import Travelled, club_rows, journey_rows, ways_of
from cupwright.study.travel_words import verdict_words
from cupwright.study.travel_worlds import group_stage_of, play_ways, valid_threads
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings
    from cupwright.rulebook import Proposal

__all__ = ["Travel", "travel"]


@dataclass(frozen=True, eq=False, repr=False)
class Travel(Answer):
    """The journeys of every club under two rule books.

    Parameters
    ----------
    data
        The answer as JSON has it: ``verdict``, ``clubs`` (a row each: ``km``, ``longest_km``, ``zones``, ``high_away``,
        ``high_home`` with ``base``, ``proposal`` and ``change``; ``to_guest`` and ``to_guest_in_groups`` with the
        chance on both sides), ``journeys`` (of the clubs asked for: where they may go), ``notes``, ``provenance``.
    """

    def __repr__(self) -> str:
        return f"<Travel of {self.data['proposal']} against {self.data['base']}: {self.data['verdict']}>"

    def club(self, club: str) -> dict[str, Any]:
        """Return the row of one club.

        Raises
        ------
        CupwrightError
            If the answer has no such club.
        """
        rows = {row["club"]: row for row in self.data["clubs"]}
        if club not in rows:
            hint = did_you_mean(club, rows)
            raise CupwrightError.of("unknown-club", f"the answer has no club `{club}`", hint=hint)
        return dict(rows[club])

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each club."""
        rows: list[dict[str, Any]] = self.data["clubs"]
        return rows

    def report(self, path: str | Path) -> Path:
        """Write the answer as one HTML page.

        Raises
        ------
        CupwrightError
            If the file cannot be written.
        """
        return write_page(path, "travel_html", "travel_html", self.data)


def travel(
    proposal: Proposal | Edition | str | Path,
    *,
    of: Edition | str | Path | None = None,
    clubs: Sequence[str] = (),
    worlds: int = 10_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress | None = None,
) -> Travel:
    """Return how far each club goes, how often to a guest, how high and through how many time zones, on both sides.

    Both rule books are played from the eve of the edition in the same worlds with the same luck.

    Parameters
    ----------
    proposal
        A proposal, or another edition.
    of
        The edition it is held against; by default the one it amends.
    clubs
        Ids of the clubs to tell of, out of either field; by default all.
    worlds, seed, threads, settings, progress
        As in :func:`cupwright.compare`.

    Raises
    ------
    CupwrightError
        If a document, a club or a number does not fit; all that can be told at once.
    KeyboardInterrupt
        If Ctrl-C came before any world was finished on both sides; later the answer says that it is partial.
    """
    share, *_ = all_of(lambda: share_out(worlds), lambda: valid_seed(seed), lambda: valid_threads(threads))
    base = base_edition(of if of is not None else amended_by(proposal))  # type: ignore[arg-type]
    variant = variant_of(base, proposal)
    editions = [base, variant.edition]
    refuse_undecided([name_of(base), variant.asked], editions)
    wanted = _wanted(clubs, editions)
    tell = silent if progress is None else progress
    eve = eve_of(base, None)
    tell(0, 0, "rating all clubs (kept for the next time)")
    ratings = rate(eve.ratings_until, settings)
    strengths = draw_for(editions, ratings, share, seed)
    atlas = FactsAtlas(base.starts)
    went, complete = play_ways(
        [ways_of(atlas.ground, edition) for edition in editions], strengths, share, seed, threads, tell
    )
    before, after = (
        Travelled(Side(edition, one.tally, strengths, base.clubs, atlas, seed, eve.known, threads), one)
        for edition, one in zip(editions, went, strict=True)
    )
    rows = club_rows(before, after)
    names = {row["club"]: row["name"] for row in rows}
    verdict, first = verdict_words(rows, wanted)
    told = [row for row in rows if not wanted or row["club"] in wanted]
    command = command_of("calendar travel", [variant.asked], worlds, seed, None, settings)
    done = before.side.tally.total
    return Travel({
        "title": f"{variant.title[:1].upper()}{variant.title[1:]}: journeys against {base.title}",
        "base": base.id,
        "proposal": variant.name,
        "titles": {"base": base.title, "proposal": variant.title},
        "verdict": verdict,
        "worlds": done,
        "seed": seed,
        "partial": not complete,
        "ratings_until": str(ratings.until),
        "asked": wanted,
        "groups": any(group_stage_of(edition) for edition in editions),
        "clubs": told,
        "journeys": [journey_rows(before, after, club, names) for club in wanted or first],
        "notes": _notes(rows, complete, done, worlds),
        "provenance": provenance_of(editions, _whole(command, of, clubs)),
    })  # fmt: skip


def _wanted(clubs: Sequence[str], editions: Sequence[Edition]) -> list[str]:
    """Return the clubs asked for, each once."""
    known = dict.fromkeys(club for edition in editions for club in edition.clubs)
    problems = [
        Problem("unknown-club", f"`{club}` is in neither field", hint=did_you_mean(club, known) or "a club's id")
        for club in dict.fromkeys(clubs) if club not in known
    ]  # fmt: skip
    if problems:
        raise CupwrightError(problems)
    return list(dict.fromkeys(clubs))


def _whole(command: str, of: Any, clubs: Sequence[str]) -> str:
    """Return the command with the edition and the clubs."""
    words = shlex.split(command)
    words = [*words[:1], *words[1].split(), *words[2:]]
    words += [] if of is None else ["--of", name_of(of)]
    words += [word for club in dict.fromkeys(clubs) for word in ("--club", club)]
    return shlex.join(words)


def _notes(rows: Sequence[dict[str, Any]], complete: bool, done: int, worlds: int) -> list[str]:
    notes = [] if complete else [f"Stopped after {done:,} of {worlds:,} worlds; what is shown rests on those."]
    notes += [
        "Kilometres are great circles from home ground to ground and back for every match away, and to a final on "
        "neutral ground. Real journeys are longer, and a club that stays away between two matches saves one.",
        "Intervals are the middle 90 per cent over what is not known of the strengths of the clubs; the luck of a draw "
        "makes a single year differ far more.",
        "The longest journey is one way, on average over the worlds.",
        f'"Up" counts matches away on grounds at {HIGH_M:,} m or more; "visits", for a club that lives so high, its '
        "matches at home against visitors from below. Zones are hours by which the clock changes, there and back, on "
        "the first day of the cup. For these neutral grounds are not counted.",
    ]
    homeless = [row["name"] for row in rows if "unknown" in (row["km"]["base"], row["km"]["proposal"])]
    if homeless:
        notes.append(f"Not known, and not guessed, are the kilometres of {', '.join(homeless)}: they play, or go, "
                     "where no place is known.")  # fmt: skip
    return notes
