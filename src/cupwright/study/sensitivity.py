"""How the headline moves with the settings of the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cupwright import __version__
from cupwright.football.competitions import Edition
from cupwright.study.adjusting import Adjustments, adjusted, words_of
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.doubt import Spread
from cupwright.study.eve import Eve
from cupwright.study.odds import any_guest, club_order, triples
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import CHAMPION, Atlas, Side
from cupwright.study.worlds import share_out

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["ANY_GUEST", "WORLDS", "as_compared", "guests_of", "sensitivity_rows", "settings_to_try",
           "unanswered"]  # fmt: skip

ANY_GUEST = "any guest"
WORLDS = 10_000


def settings_to_try(settings: RatingSettings) -> list[tuple[str, RatingSettings]]:
    """Return the settings that are tried besides those of the comparison, with a name for each.

    They vary what the results say least about: which matches between confederations count, how far apart two
    confederations are thought to be, and how fast that changes.
    """
    sd, drift = settings.confederation_sd, settings.confederation_drift
    tried = [
        ("no bridge", replace(settings, links="direct")),
        ("no links", replace(settings, links="none")),
        ("tight prior", replace(settings, confederation_sd=sd / 2)),
        ("wide prior", replace(settings, confederation_sd=sd * 2)),
        ("no drift", replace(settings, confederation_drift=0.0)),
        ("double drift", replace(settings, confederation_drift=drift * 2)),
    ]
    return [(name, other) for name, other in tried if other != settings]


def guests_of(*editions: Edition) -> list[str]:
    """Return the guests of all editions, each once."""
    return list(dict.fromkeys(slot.club for edition in editions for slot in edition.slots if slot.guest))


def as_compared(settings: RatingSettings, base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return the rows of the comparison itself, from its own worlds."""
    return _rows("as compared", settings, base, proposal)


def sensitivity_rows(
    settings: RatingSettings,
    base: Edition,
    proposals: Sequence[Edition],
    eve: Eve,
    atlas: Atlas,
    seed: int,
    threads: int | None = None,
    progress: Progress = silent,
    adjustments: Adjustments | None = None,
) -> list[list[dict[str, Any]]]:
    """Return, for each proposal, the guests' title odds under every other setting, at 10,000 worlds.

    What was computed before is read from the cache: the key is made of the version, the hashes of facts and
    documents, the settings, the dates and the seed. Ctrl-C ends it with the settings that are done.
    """
    tried = settings_to_try(settings)
    questions = [_question(base, proposal, eve, seed) for proposal in proposals]
    found: list[list[dict[str, Any]]] = [[] for _ in proposals]
    try:
        for number, (name, other) in enumerate(tried):
            progress(number, len(tried), f"sensitivity: {name}")
            keys = [_key(question, other, adjustments) for question in questions]
            kept = [read_json("sensitivity", key) for key in keys]
            missing = [k for k, rows in enumerate(kept) if not isinstance(rows, list)]
            if missing:
                new = _under(name, other, base, [proposals[k] for k in missing], eve, atlas, seed, threads,
                             adjustments)  # fmt: skip
                for k, rows in zip(missing, new, strict=True):
                    kept[k] = rows
                    write_json("sensitivity", keys[k], rows)
            for rows, more in zip(found, kept, strict=True):
                rows.extend(more)
    except KeyboardInterrupt:
        return found
    progress(len(tried), len(tried), "sensitivity")
    return found


def unanswered(
    settings: RatingSettings,
    base: Edition,
    proposals: Sequence[Edition],
    eve: Eve,
    seed: int,
    adjustments: Adjustments | None = None,
) -> list[RatingSettings]:
    """Return the other settings whose rows :func:`sensitivity_rows` would have to compute."""
    questions = [_question(base, proposal, eve, seed) for proposal in proposals]
    return [
        other
        for _, other in settings_to_try(settings)
        if any(read_json("sensitivity", _key(question, other, adjustments)) is None for question in questions)
    ]


def _key(question: str, settings: RatingSettings, adjustments: Adjustments | None) -> str:
    from cupwright.ratings.models import model_named

    return key_of(question, settings.describe(), model_named(settings.model).version, *words_of(adjustments))


def _question(base: Edition, proposal: Edition, eve: Eve, seed: int) -> str:
    """Return what, besides the settings, the rows of a proposal depend on."""
    from cupwright.data.store import facts_hash
    from cupwright.rulebook import documents_hash

    return key_of(__version__, facts_hash(), documents_hash(base, proposal), eve.as_of, eve.ratings_until, seed, WORLDS)


def _under(name: str, settings: RatingSettings, base: Edition, proposals: Sequence[Edition], eve: Eve, atlas: Atlas,
           seed: int, threads: int | None,
           adjustments: Adjustments | None) -> list[list[dict[str, Any]]]:  # fmt: skip
    editions, share = [base, *proposals], share_out(WORLDS)
    strengths = draw_for(editions, adjusted(rate(eve.ratings_until, settings), adjustments), share, seed)
    runs = run_together(editions, strengths, [eve.known] * len(editions), share, seed, threads)
    if not runs.complete:
        raise KeyboardInterrupt
    sides = [Side(edition, tally, strengths, base.clubs, atlas)
             for edition, tally in zip(editions, runs.tallies, strict=True)]  # fmt: skip
    return [_rows(name, settings, sides[0], side) for side in sides[1:]]


def _rows(name: str, settings: RatingSettings, base: Side, proposal: Side) -> list[dict[str, Any]]:
    head = {
        "setting": name,
        "links": settings.links,
        "confederation_sd": settings.confederation_sd,
        "drift": settings.confederation_drift,
    }
    guests = guests_of(base.edition, proposal.edition)
    if not guests:
        return []
    names = [ANY_GUEST, *(club for club in club_order(base.edition, proposal.edition) if club in guests)]
    counts = [[_won(side, name) for name in names] for side in (base, proposal)]
    absent = [(counts[0][k] is None, counts[1][k] is None) for k in range(len(names))]
    rows = triples(counts[0], counts[1], proposal.gap, absent=absent)
    return [{**head, "club": club, "stage": CHAMPION, **row} for club, row in zip(names, rows, strict=True)]


def _won(side: Side, name: str) -> Spread | None:
    """Return the titles of a club, or of all guests together, by draw; None if it is not in the field."""
    if name == ANY_GUEST:
        return any_guest(side)
    return side.spread(side.entered(CHAMPION)[:, side.clubs.index(name)]) if name in side.clubs else None
