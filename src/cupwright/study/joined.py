"""Seasons that decide each other: feeders and the cup they feed, played in the same worlds.

A slot of the cup may be earned in another edition (``earned-in: mls-2026:title``). In world w that edition is played
with the strengths and the luck of world w; its taker holds the slot, and the cup is played in the same world with the
same strengths. So a club that is strong in a world is likelier both to get in and to go far.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition
from cupwright.study.documents import base_edition
from cupwright.study.eve import Eve, eve_of
from cupwright.study.running import Progress
from cupwright.study.worlds import Share

if TYPE_CHECKING:
    from cupwright.engine import Plan, Tally
    from cupwright.football.strengths import Strengths
    from cupwright.ratings import Ratings

__all__ = ["Feeder", "Joined", "eve_known", "feeders_of", "first_day", "is_joined", "play_joined"]

_STEP = 2_000


@dataclass(frozen=True, eq=False)
class Feeder:
    """An edition that decides who holds a slot: the slot, the edition, its award, and what is known of it."""

    slot: Slot
    edition: Edition
    award: str
    eve: Eve


@dataclass(frozen=True, eq=False)
class Joined:
    """What came of the joint worlds.

    Parameters
    ----------
    edition
        The cup with a slot for every club that might hold one that is earned; it lists the field, no more.
    tally
        Counts of the cup over the clubs of `edition`.
    earned
        By name of slot, shape (B, n): worlds in which a club of `edition` held it.
    complete
        False if the run was stopped.
    """

    edition: Edition
    tally: Tally
    earned: dict[str, npt.NDArray[np.int32]]
    complete: bool


def is_joined(edition: Edition) -> bool:
    """Return whether another edition decides a slot of this one."""
    return any(slot.earned_in for slot in edition.slots)


def feeders_of(edition: Edition, as_of: dt.date | None) -> tuple[Feeder, ...]:
    """Return the editions that decide slots, with what is known of them at the end of a day.

    Raises
    ------
    CupwrightError
        If one cannot be loaded or has no such award; all problems at once.
    """
    found: list[Feeder] = []
    problems: list[Problem] = []
    for slot in edition.slots:
        if not slot.earned_in:
            continue
        name, award = slot.earned_in.split(":")
        try:
            feeder = base_edition(name)
        except CupwrightError as error:
            problems += error.problems
            continue
        awards = [one.id for one in feeder.format.awards]
        if award not in awards:
            facts = (f"slot `{slot.name}`", f"awards: {', '.join(awards)}")
            hint = did_you_mean(award, awards)
            problems.append(Problem("unknown-award", f"`{name}` has no award `{award}`", facts=facts, hint=hint))
        elif is_joined(feeder):
            message = f"`{name}` decides a slot of `{edition.id}`, but other editions decide its own"
            problems.append(Problem("feeder", message, hint="chains of one step are played, no longer ones"))
        else:
            found.append(Feeder(slot, feeder, award, eve_known(feeder, as_of)))
    if problems:
        raise CupwrightError(problems)
    return tuple(found)


def eve_known(edition: Edition, as_of: dt.date | None) -> Eve:
    """Return what is known of an edition on a day; one of which the facts hold nothing is played whole."""
    from cupwright.engine import Known

    try:
        return eve_of(edition, as_of)
    except CupwrightError as error:
        if as_of is None or {problem.code for problem in error.problems} != {"unknown-edition"}:
            raise
        note = f"The facts hold no match of {edition.title}: all of it is simulated."
        return Eve(as_of, as_of, Known(), (note,))


def first_day(feeders: Sequence[Feeder], as_of: dt.date | None) -> dt.date:
    """Return the last day whose results the ratings may use: that asked for, or the eve of the first feeder."""
    return as_of or min(feeder.edition.starts for feeder in feeders) - dt.timedelta(days=1)


def play_joined(
    cup: Edition,
    feeders: Sequence[Feeder],
    ratings: Ratings,
    share: Share,
    seed: int,
    threads: int | None,
    progress: Progress,
) -> Joined:
    """Play the feeders and the cup in the same worlds. Ctrl-C keeps the steps that are done.

    Raises
    ------
    CupwrightError
        If an edition cannot be played, or one club would hold two slots of the cup, which nothing settles.
    """
    from cupwright.engine.some import award_takers

    candidates = {feeder.slot.name: _candidates(feeder) for feeder in feeders}
    union = _union(cup, candidates)
    clubs = sorted({slot.club for slot in cup.slots if slot.club}.union(*candidates.values()))

    def strengths(edition: Edition, names: Sequence[str]) -> Strengths:
        return share.doubled(ratings.strengths(sorted(names), edition.results[0], share.draws, seed))

    taken = []
    for feeder in feeders:
        plan = _compiled(feeder.edition)
        numbers = award_takers(
            plan, strengths(feeder.edition, feeder.edition.clubs), feeder.eve.known, feeder.award,
            worlds=share.worlds, seed=seed, block=share.size, threads=threads,
            progress=partial(_tell, progress, f"worlds of {feeder.edition.title}"),
        )  # fmt: skip
        taken.append([plan.clubs[number] if number >= 0 else "" for number in numbers])
    holders = list(zip(*taken, strict=True))
    _refuse_doubles(cup, feeders, holders)
    sums = _Sums(union, 2 * share.draws)
    plan_of = lru_cache(maxsize=None)(lambda held: _compiled(_held(cup, feeders, held)))
    complete = _play(plan_of, holders, strengths(cup, clubs), share, seed, threads, sums, progress)
    earned = {
        feeder.slot.name: _counted(names[: sums.done], union.clubs, share)
        for feeder, names in zip(feeders, taken, strict=True)
    }
    assert sums.tally is not None
    return Joined(union, sums.tally, earned, complete)


def _tell(progress: Progress, what: str, done: int, of: int) -> None:
    progress(done, of, what)


def _play(
    plan_of: Callable[[tuple[str, ...]], Plan],
    holders: Sequence[tuple[str, ...]],
    strengths: Strengths,
    share: Share,
    seed: int,
    threads: int | None,
    sums: _Sums,
    progress: Progress,
) -> bool:
    """Play the cup step after step, in each step once for all worlds with the same holders; False if stopped."""
    from concurrent.futures import ThreadPoolExecutor

    from cupwright.engine.run import processors
    from cupwright.engine.some import run_numbered

    try:
        with ThreadPoolExecutor(max_workers=threads or processors()) as pool:
            for first in range(0, share.worlds, _STEP):
                last = min(first + _STEP, share.worlds)
                progress(first, share.worlds, "worlds")
                parts = [
                    pool.submit(run_numbered, plan_of(held), strengths, None, worlds, seed=seed, block=share.size)
                    for held, worlds in _alike(holders, first, last)
                ]
                sums.add([part.result() for part in parts], last)
    except KeyboardInterrupt:
        if sums.tally is None:
            raise
        progress(0, 0, f"stopped: {sums.done:,} of {share.worlds:,} worlds are kept; adding up")
        return False
    progress(share.worlds, share.worlds, "worlds")
    return True


def _alike(
    holders: Sequence[tuple[str, ...]], first: int, last: int
) -> Iterator[tuple[tuple[str, ...], npt.NDArray[np.int64]]]:
    """Yield each set of holders with the worlds of a step in which they hold the slots."""
    worlds: dict[tuple[str, ...], list[int]] = {}
    for world in range(first, last):
        worlds.setdefault(holders[world], []).append(world)
    for held, numbers in sorted(worlds.items()):
        yield held, np.array(numbers, dtype=np.int64)


class _Sums:
    """Adds tallies over different fields up to one over the union of all clubs."""

    def __init__(self, union: Edition, blocks: int) -> None:
        self.number = {club: k for k, club in enumerate(union.clubs)}
        self.union, self.blocks, self.done = union, blocks, 0
        self.tally: Tally | None = None

    def add(self, parts: Sequence[Tally], done: int) -> None:
        """Add the tallies of a step, after which so many worlds are done."""
        for part in parts:
            self._one(part)
        self.done = done

    def _one(self, part: Tally) -> None:
        if self.tally is None:
            self.tally = self._empty(part)
        to, total = np.array([self.number[club] for club in part.clubs]), self.tally
        for name in ("reached", "placings", "neutral", "wins", "home_matches"):
            getattr(total, name)[:, to] += getattr(part, name)
        total.meetings[:, to[:, None], to] += part.meetings
        total.berths[:, :, to] += part.berths[:, :, :-1]
        total.berths[:, :, -1] += part.berths[:, :, -1]
        total.passed_on[...] += part.passed_on
        total.worlds[...] += part.worlds

    def _empty(self, part: Tally) -> Tally:
        blocks, n = self.blocks, len(self.number)

        def zeros(*shape: int) -> npt.NDArray[np.int32]:
            return np.zeros(shape, dtype=np.int32)

        stages, awards = len(part.stages), len(part.awards)
        return replace(
            part,
            edition=self.union.id,
            clubs=self.union.clubs,
            worlds=np.zeros(blocks, dtype=np.int64),
            reached=zeros(blocks, n, stages + 1),
            placings=zeros(blocks, n, part.placings.shape[2]),
            berths=zeros(blocks, awards, n + 1),
            passed_on=zeros(blocks, awards),
            meetings=zeros(blocks, n, n),
            neutral=zeros(blocks, n, stages),
            wins=zeros(blocks, n, stages),
            home_matches=zeros(blocks, n, stages),
        )


def _compiled(edition: Edition) -> Plan:
    from cupwright.engine import compile_plan

    return compile_plan(edition)


def _candidates(feeder: Feeder) -> tuple[str, ...]:
    """Return the clubs that may take the award of a feeder."""
    only = next(award.only for award in feeder.edition.format.awards if award.id == feeder.award)
    return tuple(slot.club for slot in feeder.edition.slots if not only or slot.association in only)


def _association(feeder_edition: Edition, club: str) -> str:
    return next(slot.association for slot in feeder_edition.slots if slot.club == club)


def _held(cup: Edition, feeders: Sequence[Feeder], held: tuple[str, ...]) -> Edition:
    """Return the cup with the clubs that hold the earned slots in some world."""
    club_of = {feeder.slot.name: (feeder, club) for feeder, club in zip(feeders, held, strict=True)}
    slots = []
    for slot in cup.slots:
        if slot.name in club_of:
            feeder, club = club_of[slot.name]
            slot = replace(slot, club=club, earned_in="", association=_association(feeder.edition, club))
        slots.append(slot)
    return replace(cup, slots=tuple(slots))


def _union(cup: Edition, candidates: dict[str, tuple[str, ...]]) -> Edition:
    """Return the cup with a slot for every club that may hold one that is earned."""
    slots = []
    for slot in cup.slots:
        if slot.name in candidates:
            slots += [replace(slot, name=f"{slot.name}: {club}", club=club) for club in candidates[slot.name]]
        else:
            slots.append(slot)
    return replace(cup, slots=tuple({slot.club: slot for slot in slots}.values()))


def _refuse_doubles(cup: Edition, feeders: Sequence[Feeder], holders: Sequence[tuple[str, ...]]) -> None:
    """Refuse a field in which a club would hold two slots, or a slot nobody."""
    fixed = {slot.club: slot.name for slot in cup.slots if slot.club}
    problems = {}
    for held in dict.fromkeys(holders):
        for feeder, club in zip(feeders, held, strict=True):
            if not club:
                message = f"nobody takes `{feeder.award}` of `{feeder.edition.id}` in some worlds"
                problems["vacant", feeder.slot.name] = Problem("vacant", message, facts=(f"slot `{feeder.slot.name}`",))
            elif club in fixed or held.count(club) > 1:
                other = fixed.get(club, "another earned slot")
                facts = (f"`{feeder.slot.name}`, earned in `{feeder.slot.earned_in}`", f"`{other}`")
                hint = "an award with further candidates, or a slot less, would settle it"
                problems[club, other] = Problem(
                    "twice", f"`{club}` would hold two slots of `{cup.id}`", None, facts, hint
                )
    if problems:
        raise CupwrightError(list(problems.values()))


def _counted(names: Sequence[str], clubs: tuple[str, ...], share: Share) -> npt.NDArray[np.int32]:
    number: dict[str, Any] = {club: k for k, club in enumerate(clubs)}
    counts = np.zeros((2 * share.draws, len(clubs)), dtype=np.int32)
    np.add.at(counts, (np.arange(len(names)) // share.size, [number[name] for name in names]), 1)
    return counts
