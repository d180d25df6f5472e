"""Does every stage come to an end: settling chains, tie-breakers, pairings, pots and matchdays."""

from __future__ import annotations

from collections import Counter

from cupwright.football.competitions import Draw, Format, GroupStage, LeagueStage, TieStage
from cupwright.rulebook.checks.findings import Findings, Key

__all__ = ["check_chains"]

Path = tuple[Key, ...]


def check_chains(format_: Format, findings: Findings) -> None:
    """Check each stage on its own."""
    for stage in format_.stages:
        path: Path = ("stages", stage.id)
        if isinstance(stage, TieStage):
            _ties(format_, stage, path, findings)
            continue
        _tiebreak(stage, path, findings)
        if isinstance(stage, GroupStage):
            _groups(stage, path, findings)
        elif len(set(stage.tables)) != len(stage.tables):
            findings.add("groups", (*path, "tables"), "two tables have the same name")


def _ties(format_: Format, stage: TieStage, path: Path, findings: Findings) -> None:
    if stage.places % 2:
        findings.add("places", (*path, "places"), f"{stage.places} clubs cannot be paired into ties")
    _settle(stage, path, findings)
    pairing, number = stage.pairing, stage.places // 2
    if pairing.draw is not None:
        _draw(pairing.draw, stage.places, (*path, "pairing", "draw"), findings)
        if len(pairing.draw.pots) > 2 or len(set(pairing.draw.pots)) != 1:
            message = "ties are drawn from one pot, or from two of the same size"
            findings.add("pots", (*path, "pairing", "draw", "pots"), message, [f"pots: {list(pairing.draw.pots)}"])
    elif pairing.method in ("seeds", "entry"):
        _once(pairing.pairs, stage.places, "seeding", (*path, "pairing", "seeds"), findings)
    else:
        where: Path = (*path, "pairing", "bracket")
        feeders = [s for s in format_.stages if s.id == pairing.of]
        if not feeders or not isinstance(feeders[0], TieStage):
            ties = [s.id for s in format_.stages if isinstance(s, TieStage)]
            findings.unknown("stage", pairing.of, ties, (*where, "of"))
        elif feeders[0].places // 2 != stage.places:
            facts = [f"`{pairing.of}` has {feeders[0].places // 2} ties, `{stage.id}` has {stage.places} places"]
            findings.add("bracket", (*where, "of"), "a bracket takes the winner of every tie", facts)
        else:
            _once(pairing.pairs, stage.places, "tie", (*where, "pairs"), findings)
    if stage.second_leg_host == "pot-1" and (pairing.draw is None or len(pairing.draw.pots) < 2):
        findings.add("host", (*path, "second-leg-host"), "`pot-1` hosts, but the ties are not drawn from pots")
    if stage.leg_windows and len(stage.leg_windows) != stage.legs:
        message = f"{len(stage.leg_windows)} `leg-windows` for {stage.legs} legs"
        findings.add("dates", (*path, "leg-windows"), message)
    if number < 1:
        findings.add("places", (*path, "places"), "a stage of ties has at least two clubs")


def _settle(stage: TieStage, path: Path, findings: Findings) -> None:
    chain, where = stage.settle, (*path, "settle")
    if chain[-1] not in ("penalties", "better-seeded"):
        facts = [f"chain: {', '.join(chain)}"]
        hint = "end it with `penalties` or `better-seeded`"
        findings.add("settle", where, f"the settling chain of `{stage.id}` may not end", facts, hint)
    if stage.legs == 3:
        if chain != ("penalties",):
            findings.add("settle", where, "a match of a best of three is settled by `penalties` if it is drawn")
        return
    if chain[0] != "aggregate":
        findings.add("settle", where, "the settling chain begins with `aggregate`")
    for word, count in Counter(chain).items():
        if count > 1:
            findings.add("settle", where, f"`{word}` stands {count} times in the settling chain")
    for last in ("penalties", "better-seeded"):
        if last in chain[:-1]:
            findings.add("settle", where, f"`{last}` always decides: nothing after it is reached")
    if "away-goals" in chain and stage.legs == 1:
        findings.add("settle", where, "away goals need two legs", hint="take `away-goals` out")


def _groups(stage: GroupStage, path: Path, findings: Findings) -> None:
    if stage.places % stage.groups:
        message = f"{stage.places} places do not divide into {stage.groups} groups"
        findings.add("places", (*path, "groups"), message)
        return
    if len(stage.names) != stage.groups or len(set(stage.names)) != len(stage.names):
        message = f"{len(set(stage.names))} names for {stage.groups} groups"
        findings.add("groups", (*path, "names"), message)
    draw = stage.draw
    _draw(draw, stage.places, (*path, "draw"), findings)
    if any(pot != stage.groups for pot in draw.pots):
        facts = [f"pots: {list(draw.pots)}; groups: {stage.groups}"]
        findings.add("pots", (*path, "draw", "pots"), "every pot gives each group one club", facts)
    if stage.advance > stage.size:
        message = f"{stage.advance} clubs cannot advance from groups of {stage.size}"
        findings.add("places", (*path, "advance"), message)
    _matchdays(stage, path, findings)


def _tiebreak(stage: GroupStage | LeagueStage, path: Path, findings: Findings) -> None:
    if stage.tiebreak[-1] not in ("lots", "ranking"):
        facts = [f"tie-breakers: {', '.join(stage.tiebreak)}"]
        message = f"the tie-breakers of `{stage.id}` may leave clubs level"
        findings.add("tiebreak", (*path, "tiebreak"), message, facts, "end them with `lots` or `ranking`")
    if len(set(stage.tiebreak)) != len(stage.tiebreak):
        findings.add("tiebreak", (*path, "tiebreak"), "a tie-breaker stands twice")
    if stage.tiebreak[0] not in ("points", "points-per-match"):
        message = "the tie-breakers begin with `points`, or with `points-per-match`"
        findings.add("tiebreak", (*path, "tiebreak"), message)


def _matchdays(stage: GroupStage, path: Path, findings: Findings) -> None:
    """Every position plays once a matchday at most, and as often as every other."""
    played: Counter[int] = Counter()
    for number, day in enumerate(stage.matchdays):
        where: Path = (*path, "matchdays", number)
        positions = [position for pair in day for position in pair]
        wrong = sorted({p for p in positions if p > stage.size})
        if wrong:
            message = f"position {wrong[0]} does not exist in groups of {stage.size}"
            findings.add("matchdays", where, message)
        for position, count in Counter(positions).items():
            if count > 1:
                findings.add("matchdays", where, f"position {position} plays {count} times on one matchday")
        played.update(positions)
    if len({played[position] for position in range(1, stage.size + 1)}) > 1:
        facts = [f"position {position}: {played[position]}" for position in range(1, stage.size + 1)]
        message = f"the matchdays of `{stage.id}` do not let every club play equally often"
        findings.add("matchdays", (*path, "matchdays"), message, ["; ".join(facts)])


def _draw(draw: Draw, places: int, path: Path, findings: Findings) -> None:
    if sum(draw.pots) != places:
        facts = [f"{' + '.join(map(str, draw.pots))} = {sum(draw.pots)}"]
        findings.add("pots", (*path, "pots"), f"the pots hold {sum(draw.pots)} clubs but the stage has {places}", facts)
    if sorted(draw.order) != list(range(1, len(draw.pots) + 1)):
        facts = [f"order: {list(draw.order)}"]
        findings.add("pots", (*path, "order"), f"the order must name each of the {len(draw.pots)} pots once", facts)
    if draw.mechanism == "two-pot" and len(draw.pots) != 2:
        findings.add("pots", (*path, "mechanism"), "`two-pot` needs two pots")


def _once(pairs: tuple[tuple[int, int], ...], places: int, what: str, path: Path, findings: Findings) -> None:
    """Every number from 1 to `places` stands in exactly one pair."""
    used = Counter(number for pair in pairs for number in pair)
    wrong = [f"{what} {n} stands {used[n]} times" for n in range(1, places + 1) if used[n] != 1]
    wrong += [f"there is no {what} {n}" for n in sorted(used) if not 1 <= n <= places]
    if wrong:
        findings.add("bracket", path, f"the pairs do not use each {what} from 1 to {places} once", wrong[:8])
