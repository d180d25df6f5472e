"""A season replayed from its results, and whether it agrees with the official record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import BerthOutcome, Placing, Season, TieOutcome
from cupwright.study.documents import base_edition
from cupwright.study.rating import held_day

if TYPE_CHECKING:
    from cupwright.engine import Verification

__all__ = ["Replay", "Tie", "replay"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie and its reason in words."""

    outcome: TieOutcome

    @property
    def winner(self) -> str:
        """The club that went on; empty if the tie is open."""
        return self.outcome.winner

    @property
    def clubs(self) -> tuple[str, str]:
        """The hosts of leg 1 and leg 2."""
        return self.outcome.clubs

    @property
    def reason(self) -> str:
        """Who went on and why, with the scores and the rule that chose the host."""
        tie = self.outcome
        first, second = tie.clubs
        legs = ", ".join("?" if leg is None else f"{leg[0]}-{leg[1]}" for leg in tie.legs)
        said = f"{first} v {second}: {legs or 'not played'}"
        if tie.extra is not None:
            said += f", {tie.extra[0]}-{tie.extra[1]} after extra time"
        if tie.penalties is not None:
            said += f", {tie.penalties[0]}-{tie.penalties[1]} on penalties"
        decided = f"{tie.winner} went on by {tie.decided_by}" if tie.winner else "open"
        return f"{said}; {decided}; host of the {'second leg' if len(tie.legs) > 1 else 'match'} by {tie.hosted_by}"


@dataclass(frozen=True, eq=False)
class Replay:
    """One edition as its results and rules have it.

    Parameters
    ----------
    edition
        What was replayed.
    season
        Placings, ties and berths, each with its reason.
    verification
        What of the official record came out right.
    """

    edition: Edition
    season: Season
    verification: Verification

    @property
    def champion(self) -> str:
        """The club that won; empty if that is not known."""
        return self.season.champion

    @property
    def differences(self) -> tuple[str, ...]:
        """Where the rules, fed with the results, say something else than the record, or results contradict."""
        return self.verification.differences

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Where the record departs from the rules, and a sourced fact of the edition says why."""
        return self.verification.exceptions

    @property
    def agrees(self) -> bool:
        """Whether everything on record came out as it was, and something was on record."""
        return self.verification.agrees

    def table(self, group: str) -> tuple[Placing, ...]:
        """Return the table of a group, by its name (``"6"``, ``"A"``) or as ``"group-6"``.

        Raises
        ------
        CupwrightError
            If there is no such group.
        """
        name = group.lower().removeprefix("group-").removeprefix("group ")
        found = tuple(line for line in self.season.placings if line.group.lower() == name)
        if not found:
            known = list(dict.fromkeys(line.group for line in self.season.placings))
            raise CupwrightError.of("unknown-group", f"no group `{group}`", facts=[f"groups: {', '.join(known)}"])
        return found

    def tie(self, stage: str, club: str = "") -> Tie:
        """Return the tie of a stage; of a stage with several, that of `club`.

        Raises
        ------
        CupwrightError
            If there is no such tie, or more than one.
        """
        stages = list(dict.fromkeys(tie.stage for tie in self.season.ties))
        found = [tie for tie in self.season.ties if tie.stage == stage and (not club or club in tie.clubs)]
        if len(found) != 1:
            what = f"`{stage}`" + (f" with `{club}`" if club else "")
            facts = [f"stages with ties: {', '.join(stages)}"] if not found else [
                " v ".join(tie.clubs) for tie in found]  # fmt: skip
            hint = f'name a club: `.tie("{stage}", "{found[0].clubs[0]}")`' if found else did_you_mean(stage, stages)
            raise CupwrightError.of("unknown-tie", f"{len(found) or 'no'} ties in {what}", facts=facts, hint=hint)
        return Tie(found[0])

    def berth(self, award: str) -> BerthOutcome:
        """Return who took an award, with the chain of rules that gave it.

        Raises
        ------
        CupwrightError
            If there is no such award.
        """
        for found in self.season.berths:
            if found.award == award:
                return found
        known = [found.award for found in self.season.berths]
        facts = [f"awards: {', '.join(known)}"]
        raise CupwrightError.of("unknown-award", f"no award `{award}`", facts=facts, hint=did_you_mean(award, known))


def replay(edition: Edition | str | Path, as_of: dt.date | str | None = None) -> Replay:
    """Replay an edition from the results in the facts, as far as they reach or up to a day.

    Nothing that is checked is put in: scores go in by pair and leg, with draws and irregular facts as they fell;
    hosts, pairings, placings, winners and berths come out, and are compared with the official record.

    Raises
    ------
    CupwrightError
        If the edition cannot be loaded, the date is none, or what is known does not fit the rules.
    """
    from cupwright.engine import assured, compile_plan, verify
    from cupwright.engine import replay as play
    from cupwright.study.known import known_of

    noun = base_edition(edition)
    day = None if as_of is None else held_day(as_of, "--as-of")
    plan, known = compile_plan(noun), known_of(noun, day)
    season = assured(plan, known, play(plan, known))
    return Replay(noun, season, verify(season, noun.record, so_far=day is not None, irregular=noun.irregular))
