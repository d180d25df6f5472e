"""Ties, groups and champions of real editions, foretold on their eve by playing the edition on from there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, GroupStage, TieStage
from cupwright.football.outcomes import Season
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.worlds import share_out

if TYPE_CHECKING:
    from cupwright.engine import Known, Tally
    from cupwright.ratings import ClubPlace, RatingSettings, Results
    from cupwright.ratings.models import Model

__all__ = ["Occasion", "foretell", "occasions_of"]

WORLDS = 50_000
_NOT_PLAYED = ("walkover", "advanced", "")


@dataclass(frozen=True, eq=False)
class Occasion:
    """A stage of an edition on the eve of its first match.

    Parameters
    ----------
    kind
        ``"ties"``, a stage of ties over two legs, or ``"groups"``.
    edition, stage
        Which.
    day
        The eve: the last day whose results the ratings may use.
    known
        Results of earlier stages up to the eve, and the draws of this stage and of earlier ones.
    season
        How the edition went, to score what was foretold.
    """

    kind: Literal["ties", "groups"]
    edition: Edition
    stage: str
    day: dt.date
    known: Known
    season: Season


def occasions_of(competitions: Sequence[str], since: dt.date, until: dt.date) -> tuple[list[Occasion], tuple[str, ...]]:
    """Return the stages of the library's editions to foretell, soonest first, and what was left out, in words.

    Parameters
    ----------
    competitions
        Ids of the facts.
    since, until
        The first match of an edition's stage is not before `since`, its last match not after `until`.
    """
    from cupwright.engine import compile_plan
    from cupwright.engine import replay as play
    from cupwright.study.known import known_of

    found: list[Occasion] = []
    left_out: list[str] = []
    for edition in _editions(competitions, since, until):
        try:
            plan, known = compile_plan(edition), known_of(edition)
            season = play(plan, known)
        except CupwrightError as error:
            left_out.append(f"{edition.title}: {error.problems[0].message}")
            continue
        for stage in edition.format.stages:
            if not (isinstance(stage, GroupStage) or (isinstance(stage, TieStage) and stage.legs == 2)):
                continue
            days = [score.date for score in known.scores if score.stage == stage.id and score.date is not None]
            if not days or min(days) < since or max(days) > until:
                continue
            eve = min(days) - dt.timedelta(days=1)
            before = _known_before(edition, stage.id, eve, known)
            kind: Literal["ties", "groups"] = "groups" if isinstance(stage, GroupStage) else "ties"
            found.append(Occasion(kind, edition, stage.id, eve, before, season))
    return sorted(found, key=lambda one: (one.day, one.edition.id, one.stage)), tuple(left_out)


def _editions(competitions: Sequence[str], since: dt.date, until: dt.date) -> Iterator[Edition]:
    """Yield the editions of the library whose years touch the span, in order of name."""
    from cupwright.rulebook import list_documents
    from cupwright.study.documents import load
    from cupwright.study.placing import with_fixtures

    for name, path in sorted(list_documents().items()):
        year = re.search(r"-(\d{4})(-|$)", name)
        if path.parent.name != "editions" or not year or not since.year - 1 <= int(year[1]) <= until.year:
            continue
        try:
            edition = load(name)
        except CupwrightError:
            continue
        if isinstance(edition, Edition) and edition.results[0] in competitions:
            yield with_fixtures(edition)


def _known_before(edition: Edition, stage: str, eve: dt.date, known: Known) -> Known:
    """Return what was known of an edition on the eve of a stage: nothing of that stage but its draw."""
    order = {one.id: number for number, one in enumerate(edition.format.stages)}

    def earlier(other: str, day: dt.date | None) -> bool:
        return order[other] < order[stage] and (day is None or day <= eve)

    return replace(
        known,
        scores=tuple(score for score in known.scores if earlier(score.stage, score.date)),
        advances=tuple(fact for fact in known.advances if earlier(fact.stage, fact.date)),
        draws=tuple(draw for draw in known.draws if order[draw.stage] <= order[stage]),
        lots=tuple(fact for fact in known.lots if earlier(fact.stage, fact.date)),
        points=tuple(fact for fact in known.points if earlier(fact.stage, fact.date)),
    )


def foretell(
    model: Model,
    occasions: Sequence[Occasion],
    results: Results,
    places: Mapping[str, ClubPlace],
    settings: RatingSettings,
    seed: int,
    progress: Progress = silent,
) -> list[dict[str, Any]]:
    """Play every occasion on from its eve with the ratings of that day, and hold it against what happened.

    Returns
    -------
    list
        Rows with ``kind`` (``ties``, ``groups`` or ``champions``), ``competition``, ``edition``, ``stage``, ``day``,
        ``clubs`` (of a tie both, else one), ``chance`` (that the first goes on, or that the champion wins it) and
        ``happened`` (1 or 0); of a club in a group also ``group``, of a champion
        ``field``, how many clubs there were.

    Raises
    ------
    CupwrightError
        If the model has no posterior to draw strengths from.
    """
    days = sorted({np.datetime64(one.day, "D") for one in occasions})
    share = share_out(WORLDS)
    rows: list[dict[str, Any]] = []
    done = 0
    for ratings in model.walk(results, places, settings, days):
        for one in occasions:
            if np.datetime64(one.day, "D") != ratings.until:
                continue
            progress(done, len(occasions), f"playing editions on from their eves ({model.name})")
            strengths = draw_for([one.edition], ratings, share, seed)
            tally = run_together([one.edition], strengths, [one.known], share, seed).tallies[0]
            rows += _ties(one, tally) if one.kind == "ties" else [*_groups(one, tally), *_champion(one, tally)]
            done += 1
    return rows


def _about(one: Occasion, kind: str) -> dict[str, Any]:
    edition = one.edition
    about = {"kind": kind, "competition": edition.results[0], "edition": edition.id, "stage": one.stage}
    return {**about, "day": str(one.day)}


def _smoothed(times: float, worlds: float) -> float:
    """Return a chance from a count, off 0 and 1 by half a world, because so many worlds cannot prove either."""
    return (times + 0.5) / (worlds + 1)


def _ties(one: Occasion, tally: Tally) -> list[dict[str, Any]]:
    """Return a row for each tie that was certain on its eve and was decided on the field."""
    after = [
        stage.id for stage in one.edition.format.stages
        if any(feed.stage == one.stage and feed.take == "winners" for feed in stage.feeds)
    ] or ["champion"]  # fmt: skip
    number = {club: k for k, club in enumerate(tally.clubs)}
    through = sum(tally.entered(stage).sum(axis=0) for stage in after)
    there = tally.entered(one.stage).sum(axis=0)
    meetings = tally.meetings.sum(axis=0)
    rows = []
    for tie in one.season.ties:
        if tie.stage != one.stage or tie.decided_by in _NOT_PLAYED or not tie.winner:
            continue
        first, second = (number[club] for club in tie.clubs)
        certain = there[first] == there[second] == tally.total
        if not certain or min(meetings[first, second], meetings[second, first]) < tally.total:
            continue
        chance = _smoothed(float(through[first]), float(through[first] + through[second]))
        happened = int(tie.winner == tie.clubs[0])
        rows.append({**_about(one, "ties"), "clubs": list(tie.clubs), "chance": chance, "happened": happened})
    return rows


def _groups(one: Occasion, tally: Tally) -> list[dict[str, Any]]:
    """Return a row for each club of a group stage: whether it finished among those that go on by right."""
    stage = one.edition.format.stage(one.stage)
    assert isinstance(stage, GroupStage)
    columns = list(tally.place_columns[one.stage])[: stage.advance]
    among = tally.placings[:, :, columns].sum(axis=(0, 2))
    number = {club: k for k, club in enumerate(tally.clubs)}
    return [
        {
            **_about(one, "groups"),
            "clubs": [line.club],
            "group": line.group,
            "chance": _smoothed(float(among[number[line.club]]), tally.total),
            "happened": int(line.place <= stage.advance),
        }
        for line in one.season.placings
        if line.stage == one.stage
    ]


def _champion(one: Occasion, tally: Tally) -> list[dict[str, Any]]:
    """Return the chance that the champion had on the eve of the group stage."""
    champion = one.season.champion
    if not champion:
        return []
    times = float(tally.entered("champion").sum(axis=0)[tally.clubs.index(champion)])
    field = int((tally.entered(one.stage).sum(axis=0) > 0).sum())
    chance = _smoothed(times, tally.total)
    return [{**_about(one, "champions"), "clubs": [champion], "chance": chance, "happened": 1, "field": field}]
