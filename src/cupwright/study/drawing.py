"""Draw odds: who may meet whom, by the mechanism of the draw and if all valid outcomes were equally likely."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Apart, Draw, Edition, GroupStage, LeagueStage, RecordedDraw, Stage
from cupwright.study.answer import Answer
from cupwright.study.ceremony import Ceremony, Limit
from cupwright.study.documents import load, name_of, playable, refuse_undecided
from cupwright.study.draw_entrants import Entrant, entrants_of
from cupwright.study.draw_odds import odds_of
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.running import Progress, silent
from cupwright.study.worlds import share_out, valid_seed

__all__ = ["DrawOdds", "ceremony_of", "draw"]


@dataclass(frozen=True, eq=False, repr=False)
class DrawOdds(Answer):
    """The odds of a draw.

    Parameters
    ----------
    data
        The answer as JSON has it: ``edition``, ``title``, ``stage``, ``stage_title``, ``mechanism``, ``order``,
        ``units``, ``first_fixed``, ``limits`` in words, ``pots`` (the balls, each with ``id``, ``name``,
        ``association`` and, for a placeholder, ``could_be``), ``outcomes`` (how many are valid, to about 15 digits;
        None if they were not counted), ``exact`` of mechanism and uniform, ``worlds``, ``valid_worlds``, ``seed``,
        ``pairs``, ``recorded``, ``other_draws``, ``notes``, ``provenance``. A pair has ``a``, ``b``, their pots,
        ``mechanism`` and ``uniform`` (``probability`` with ``low`` and ``high``, the ends of a 90% interval of the
        sampling, or the number itself where ``exact``), their ``difference``, ``difference_low`` and
        ``difference_high``, ``exact`` (both are), and ``drawn`` (None if no draw is on record).
    """

    def __repr__(self) -> str:
        return f"<DrawOdds of {self.data['stage']}, {self.data['edition']}>"

    def rows(self) -> list[dict[str, Any]]:
        """Return one row for each pair of balls."""
        names = {ball["id"]: ball["name"] for pot in self.data["pots"] for ball in pot}
        head = {"edition": self.data["edition"], "stage": self.data["stage"]}
        return [{**head, "a": pair["a"], "b": pair["b"], "a_name": names[pair["a"]], "b_name": names[pair["b"]],
                 **{key: value for key, value in pair.items() if key not in ("a", "b")}}
                for pair in self.data["pairs"]]  # fmt: skip

    def chance(self, a: str, b: str) -> dict[str, Any]:
        """Return the row of two balls.

        Raises
        ------
        CupwrightError
            If they are no pair of this draw.
        """
        for pair in self.data["pairs"]:
            if {pair["a"], pair["b"]} == {a, b}:
                return dict(pair)
        known = [ball["id"] for pot in self.data["pots"] for ball in pot]
        missing = [ball for ball in (a, b) if ball not in known]
        message = f"`{missing[0]}` is not in this draw" if missing else f"`{a}` and `{b}` cannot be drawn together"
        raise CupwrightError.of("unknown-pair", message, hint=did_you_mean(missing[0], known) if missing else "")


def draw(
    edition: Edition | str | Path,
    stage: str = "",
    *,
    worlds: int = 100_000,
    seed: int = 7,
    progress: Progress | None = None,
) -> DrawOdds:
    """Return the odds of who is drawn with whom in a stage of an edition (or of what a proposal makes of one).

    The pots are those of the day of the draw: clubs that had not got there yet are placeholders. The uniform
    distribution over the valid outcomes is counted, the mechanism followed exactly where it has few states, and drawn
    in `worlds` worlds otherwise.

    Parameters
    ----------
    edition
        A noun, a name in the library, or a path.
    stage
        The stage; by default the first drawn stage of groups, else the first drawn stage.
    worlds, seed
        Draws where sampling is needed, and their seed. World w is that of a simulation with the same seed.
    progress
        Told how far it is.

    Raises
    ------
    CupwrightError
        If the edition cannot be loaded, the stage is not drawn, or no outcome is valid.
    """
    share_out(worlds)
    valid_seed(seed)
    tell = silent if progress is None else progress
    tell(0, 0, "who is in the pots")
    found = load(edition) if isinstance(edition, str | Path) else edition
    noun = playable(edition)
    refuse_undecided([name_of(edition)], [noun])
    number = _stage_number(noun, stage)
    part = noun.format.stages[number]
    lottery = _draw(part)
    assert lottery is not None
    recorded = next((fell for fell in noun.draws if fell.stage == part.id), None)
    tell(0, 0, "preparing the engine (slower the first time)")
    entrants = entrants_of(noun, number, recorded, facts=isinstance(found, Edition))
    ceremony, notes = ceremony_of(noun, part, lottery, entrants)
    odds = odds_of(ceremony, worlds=worlds, seed=seed, progress=tell)
    fell, more = _recorded(part, ceremony, recorded, entrants)
    names = _names(entrants)
    together = {frozenset(pair) for unit in (fell or {}).get("units", ()) for pair in _pairs(unit["balls"])}
    for pair in odds["pairs"]:
        pair["drawn"] = {pair["a"], pair["b"]} in together if fell else None
    associations = {slot.club: slot.association for slot in noun.slots}
    entrant_of = {entrant.id: entrant for entrant in entrants}
    words = [name_of(edition), "--stage", part.id]
    return DrawOdds({
        "edition": noun.id,
        "title": noun.title,
        "stage": part.id,
        "stage_title": part.title,
        "mechanism": lottery.mechanism,
        "order": list(lottery.order),
        "units": ceremony.units,
        "first_fixed": lottery.first_seed_fixed,
        "limits": [_words(apart) for apart in lottery.apart],
        "pots": [[_ball(entrant_of[ceremony.balls[k]], names, associations) for k in pot] for pot in ceremony.pots],
        "outcomes": odds["outcomes"],
        "exact": odds["exact"],
        "worlds": odds["worlds"],
        "valid_worlds": odds["valid_worlds"],
        "seed": None if odds["worlds"] is None else seed,
        "pairs": odds["pairs"],
        "recorded": fell,
        "other_draws": [one.id for one in noun.format.stages if one.id != part.id and _draw(one) is not None],
        "notes": [*notes, *odds["notes"], *more],
        "provenance": provenance_of([noun], command_of("draw", words, worlds, seed)),
    })  # fmt: skip


def _draw(stage: Stage) -> Draw | None:
    from cupwright.engine.sizes import draw_of

    return None if isinstance(stage, LeagueStage) else draw_of(stage)


def _stage_number(edition: Edition, stage: str) -> int:
    stages = edition.format.stages
    drawn = [number for number, one in enumerate(stages) if _draw(one) is not None]
    facts = [f"drawn are: {', '.join(stages[number].id for number in drawn) or 'none of its stages'}"]
    if not stage:
        groups = [number for number in drawn if isinstance(stages[number], GroupStage)]
        if not drawn:
            raise CupwrightError.of("no-draw", f"nothing is drawn in `{edition.format.id}`", facts=facts)
        return (groups or drawn)[0]
    ids = [one.id for one in stages]
    if stage not in ids:
        raise CupwrightError.of("unknown-stage", f"`{edition.format.id}` has no stage `{stage}`", facts=facts,
                                hint=did_you_mean(stage, ids))  # fmt: skip
    if ids.index(stage) not in drawn:
        raise CupwrightError.of("no-draw", f"`{stage}` is not drawn in `{edition.format.id}`", facts=facts)
    return ids.index(stage)


def ceremony_of(edition: Edition, stage: Stage, draw: Draw, entrants: list[Entrant]) -> tuple[Ceremony, list[str]]:
    """Return the draw of a stage as a ceremony, and what a reader should know of its placeholders.

    A placeholder stands under a limit if all clubs that can still come do: the ceremonies on record have drawn places
    into groups that one of two possible clubs could not have joined.
    """
    from cupwright.engine.sizes import class_of, units

    slots = {slot.club: slot for slot in edition.slots}
    before = [one.id for one in edition.format.stages].index(stage.id)
    anybody = [slot.club for slot in edition.slots if slot.enters in {one.id for one in edition.format.stages[:before]}]
    limits: list[Limit] = []
    doubtful: dict[str, None] = {}
    for apart in draw.apart:
        classes: dict[str, set[int]] = {}
        for number, entrant in enumerate(entrants):
            mine = {class_of(apart, slots[club]) for club in entrant.clubs or anybody}
            if len(mine) != 1:
                doubtful[entrant.words] = None
            elif mine != {""}:
                classes.setdefault(mine.pop(), set()).add(number)
        limits += [Limit(apart.limit, frozenset(balls)) for balls in classes.values() if len(balls) > apart.limit]
    notes = []
    if doubtful:
        notes.append(
            "A place whose club was not known stands under a limit only if every club that could still take it does; "
            f"left free: {', '.join(doubtful)}."
        )
    starts = [sum(draw.pots[:pot]) for pot in range(len(draw.pots) + 1)]
    ceremony = Ceremony(
        balls=tuple(entrant.id for entrant in entrants),
        pots=tuple(tuple(range(a, b)) for a, b in pairwise(starts)),
        order=tuple(pot - 1 for pot in draw.order),
        units=units(stage),
        limits=tuple(limits),
        mechanism=draw.mechanism,
        first_fixed=draw.first_seed_fixed,
        key=stage.id,
    )
    return ceremony, notes


def _recorded(
    stage: Stage, ceremony: Ceremony, recorded: RecordedDraw | None, entrants: list[Entrant]
) -> tuple[dict[str, Any] | None, list[str]]:
    """Return the draw as it fell, by balls, and where it is at odds with the rules of the draw."""
    if recorded is None:
        return None, []
    from cupwright.engine.sizes import table_names

    numbers = {ball: k for k, ball in enumerate(ceremony.balls)}
    groups = isinstance(stage, GroupStage)
    names = table_names(stage) if isinstance(stage, GroupStage) else [str(k + 1) for k in range(ceremony.units)]
    unknown: list[str] = []
    units, notes = [], []
    for name, members in zip(names, recorded.members, strict=False):
        balls = [_ball_of(member, stage, entrants) for member in members]
        unknown += [ball for ball in balls if ball not in numbers]
        balls = [ball for ball in balls if ball in numbers]
        units.append({"name": name, "balls": balls})
        for limit in ceremony.broken([numbers[ball] for ball in balls]):
            together = " and ".join(ball for ball in balls if numbers[ball] in limit.balls)
            notes.append(f"The {'group' if groups else 'tie'} {name} that was drawn has {together} together, which the "
                         "rule as written forbids.")  # fmt: skip
    if unknown:
        notes.append(f"Of the draw as it fell {', '.join(unknown)} cannot be found among the entrants.")
    return {"date": str(recorded.date) if recorded.date else None, "units": units}, notes


def _ball_of(member: str, stage: Stage, entrants: list[Entrant]) -> str:
    """Return the ball of a member of a recorded draw: its own, or the one placeholder that it took later."""
    name, sign, number = member.partition(":")
    if sign and name == stage.id:
        return entrants[int(number) - 1].id
    if member in {entrant.id for entrant in entrants}:
        return member
    taken = [entrant.id for entrant in entrants if member in entrant.clubs]
    return taken[0] if len(taken) == 1 else member


def _pairs(balls: list[str]) -> list[tuple[str, str]]:
    return [(a, b) for k, a in enumerate(balls) for b in balls[k + 1 :]]


def _words(apart: Apart) -> str:
    """Return a limit in words."""
    what = {"association": "of one association", "confederation": "members (or guests)"}[apart.same]
    if apart.of:
        what = f"of {' and '.join(apart.of)}"
    exempt = f", unless one of them came from {' or '.join(apart.unless_entered)}" if apart.unless_entered else ""
    return f"at most {apart.limit} {'club' if apart.limit == 1 else 'clubs'} {what}{exempt}"


def _names(entrants: list[Entrant]) -> dict[str, str]:
    from cupwright.data.places import clubs

    facts = clubs()
    found = {club: facts[club].name if club in facts else club for entrant in entrants for club in entrant.clubs}
    return found | {entrant.id: entrant.words for entrant in entrants if entrant.words}


def _ball(entrant: Entrant, names: dict[str, str], associations: dict[str, str]) -> dict[str, Any]:
    if not entrant.words:
        return {"id": entrant.id, "name": names[entrant.id], "association": associations[entrant.id], "could_be": []}
    could_be = [{"club": club, "name": names[club], "association": associations[club]} for club in entrant.clubs]
    return {"id": entrant.id, "name": entrant.words, "association": "", "could_be": could_be}
