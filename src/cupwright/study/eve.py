"""The day a study stands on: what is held fixed and until when the ratings look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, Problem
from cupwright.football.competitions import Edition

if TYPE_CHECKING:
    from cupwright.engine import Known

__all__ = ["Eve", "eve_of", "shared_eve"]


@dataclass(frozen=True, eq=False)
class Eve:
    """What is known when a study begins.

    Parameters
    ----------
    as_of
        The day whose end it is; None for the eve of the first match, with nothing held.
    ratings_until
        The last day whose results the ratings may use.
    known
        Results and draws held fixed.
    notes
        What a reader should know of the day.
    """

    as_of: dt.date | None
    ratings_until: dt.date
    known: Known
    notes: tuple[str, ...] = ()


def eve_of(edition: Edition, as_of: dt.date | None) -> Eve:
    """Return what is known of one edition on a day; without a day, the eve of its first match."""
    from cupwright.engine import Known
    from cupwright.study.known import known_of, known_until

    if as_of is None:
        return Eve(None, edition.starts - dt.timedelta(days=1), Known())
    known = known_of(edition, as_of)
    last = known_until(known)
    notes: tuple[str, ...] = ()
    if last is not None and last < as_of and not _finished(edition, known):
        notes = (f"Results are known until {last}; nothing later is held, although {as_of} was asked for.",)
    return Eve(as_of, as_of, known, notes)


def _finished(edition: Edition, known: Known) -> bool:
    """Return whether a match of the last stage is known, so that nothing later can be missing."""
    return any(score.stage == edition.format.stages[-1].id for score in known.scores)


def shared_eve(base: Edition, others: Sequence[Edition], as_of: dt.date | None) -> Eve:
    """Return what is known on a day, provided that all rule books agree on everything up to it.

    Raises
    ------
    CupwrightError
        If a result or draw up to that day belongs to a stage in which they differ; each part is named.
    """
    from cupwright.rulebook import common_stages

    eve = eve_of(base, as_of)
    held: dict[str, list[dt.date]] = {}
    dated = [(score.stage, score.date) for score in eve.known.scores]
    dated += [(advance.stage, advance.date) for advance in eve.known.advances]
    dated += [(draw.stage, draw.date) for draw in eve.known.draws]
    for stage, date in dated:
        held.setdefault(stage, []).extend([date] if date is not None else [])
    problems = []
    for other in others:
        common = common_stages(base, other)
        apart = [stage.id for stage in base.format.stages if stage.id in held and stage.id not in common]
        if apart:
            first = apart[0]
            day = min(held[first], default=None)
            problems.append(Problem(
                "as-of",
                f"`{base.id}` and `{other.id}` part at `{first}`, before the end of {as_of}",
                facts=(
                    f"on that day {len(held[first])} results and draws of `{first}` are known"
                    + (f", the first of {day}" if day else ""),
                    f"the same in both up to then: {', '.join(f'`{stage}`' for stage in common) or 'nothing'}",
                ),
                hint=f"a day before {day} can be compared" if day else "leave the day out to start on the eve",
            ))  # fmt: skip
    if problems:
        raise CupwrightError(problems)
    return eve
