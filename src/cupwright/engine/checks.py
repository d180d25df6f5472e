"""What must hold of an edition before it can be compiled; every problem is reported, not the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cupwright.engine.fixture_lists import fixture_problems
from cupwright.engine.sizes import (
    class_of,
    draw_of,
    entrants_of_feed,
    places_of,
    produced,
    table_names,
    table_sizes,
    units,
)
from cupwright.errors import Problem, did_you_mean
from cupwright.football.competitions import Draw, Edition, Feed, GroupStage, LeagueStage, Stage, TieStage
from cupwright.rules.codes import CRITERIA, HOST_RULES, ORDERED_BY, PROCEDURES, SETTLED_BY

__all__ = ["problems_of"]

MOST_CLUBS = 512
_ENDS_A_TIE = ("penalties", "better-seeded")
_ENDS_A_TABLE = ("ranking", "lots")


def problems_of(edition: Edition) -> list[Problem]:
    """Return all that keeps an edition from being compiled."""
    found = list(_slots(edition))
    earlier: dict[str, Stage] = {}
    for stage in edition.format.stages:
        bad = list(_feeds(edition, stage, earlier))
        if not bad:
            bad = [*_places(edition, stage), *_shape(edition, stage, earlier), *_crowded(edition, stage)]
        found += bad
        earlier[stage.id] = stage
    for award in edition.format.awards:
        for feed in award.candidates:
            found += _feed(feed, f"award `{award.id}`", earlier, edition)
            if feed.slots:
                found.append(Problem("award", f"award `{award.id}` takes slots, not clubs out of a stage"))
    return found


def _slots(edition: Edition) -> Iterator[Problem]:
    names = {stage.id for stage in edition.format.stages}
    for club, times in Counter(edition.clubs).items():
        if not club:
            empty = ", ".join(f"`{slot.name}`" for slot in edition.slots if not slot.club)
            yield Problem("vacant", f"no club fills {empty}", hint="name a club, or take the slot away")
        elif times > 1:
            held = tuple(f"slot `{slot.name}`" for slot in edition.slots if slot.club == club)
            yield Problem("twice", f"`{club}` holds {times} slots", facts=held)
    for slot in edition.slots:
        if slot.enters not in names:
            yield Problem(
                "unknown-stage",
                f"slot `{slot.name}` enters at `{slot.enters}`, which is no stage",
                hint=did_you_mean(slot.enters, names),
            )
    if len(edition.slots) > MOST_CLUBS:
        yield Problem("size", f"{len(edition.slots)} clubs are more than the {MOST_CLUBS} an edition may have")
    unranked = [slot.club for slot in edition.slots if not slot.guest and slot.club not in edition.ranking]
    if unranked and edition.ranking:
        yield Problem(
            "unranked",
            f"{len(unranked)} members are missing from the official ranking, which cuts the pots",
            facts=tuple(f"`{club}`" for club in unranked),
        )
    holder = edition.title_holder
    if holder and holder not in edition.clubs:
        hint = did_you_mean(holder, edition.clubs)
        yield Problem("title-holder", f"the title-holder `{holder}` holds no slot", hint=hint)


def _feeds(edition: Edition, stage: Stage, earlier: dict[str, Stage]) -> Iterator[Problem]:
    for feed in stage.feeds:
        yield from _feed(feed, f"stage `{stage.id}`", earlier, edition)
    enter = [slot.name for slot in edition.slots if slot.enters == stage.id]
    times = sum(feed.slots for feed in stage.feeds)
    if enter and not times:
        yield Problem("places", f"{len(enter)} slots enter at `{stage.id}`, which takes no slots", facts=tuple(enter))
    if times > 1:
        yield Problem("places", f"stage `{stage.id}` takes its slots {times} times")


def _feed(feed: Feed, where: str, earlier: dict[str, Stage], edition: Edition) -> Iterator[Problem]:
    if feed.slots:
        return
    if feed.stage not in earlier:
        names = [stage.id for stage in edition.format.stages]
        if feed.stage in names:
            yield Problem("cycle", f"{where} is fed by `{feed.stage}`, which is not played before it")
        else:
            yield Problem(
                "unknown-stage",
                f"{where} is fed by `{feed.stage}`, which is no stage",
                hint=did_you_mean(feed.stage, names),
            )
        return
    source = earlier[feed.stage]
    taken = list(_take(feed, where, source, edition))
    yield from taken
    for word in feed.by:
        if word not in ORDERED_BY:
            yield Problem("by", f"{where} orders by `{word}`", hint=did_you_mean(word, ORDERED_BY))
    kept = feed.best if feed.best is not None else feed.worst
    if kept is not None and not taken and not 0 < kept <= produced(edition, feed):
        count = produced(edition, feed)
        yield Problem("places", f"{where} keeps {kept} of the {count} clubs of `{feed.stage}` {feed.take}")
    if "group-record" in feed.by and all(isinstance(stage, TieStage) for stage in earlier.values()):
        yield Problem("by", f"{where} orders by `group-record` before any group stage")
    if "overall-place" in feed.by and not any(isinstance(stage, LeagueStage) for stage in earlier.values()):
        yield Problem("by", f"{where} orders by `overall-place` before any league")


def _take(feed: Feed, where: str, source: Stage, edition: Edition) -> Iterator[Problem]:
    """Find a feed that takes what its stage does not give."""
    takes = f"{where} takes `{feed.take}` of `{feed.stage}`"
    if isinstance(source, TieStage):
        if feed.take not in ("winners", "losers"):
            yield Problem("take", takes, facts=("it gives winners, losers",))
        if feed.of:
            yield Problem("take", f"{where} takes from `{feed.of}` of `{feed.stage}`, which has no tables")
        return
    names = table_names(source)
    if feed.of and feed.of not in names:
        message = f"{where} takes from `{feed.of}`, which is no table of `{feed.stage}`"
        yield Problem("take", message, facts=("it has " + ", ".join(names),), hint=did_you_mean(feed.of, names))
        return
    sizes = table_sizes(edition, source)
    smallest = sizes[names.index(feed.of)] if feed.of else min(sizes)
    gives = f"it gives place-1 to place-{smallest}"
    try:
        kind, first, last = places_of(feed.take)
    except ValueError:
        yield Problem("take", takes, facts=(gives,))
        return
    if kind == "below" and not isinstance(source, LeagueStage):
        yield Problem("take", takes, facts=("groups have no overall table", gives))
    elif kind == "below" and not 0 <= first < max(sizes):
        yield Problem("take", takes, facts=(f"its largest table has {max(sizes)} clubs",))
    elif kind == "at" and not 1 <= first <= last <= smallest:
        yield Problem("take", takes, facts=(gives,))


def _places(edition: Edition, stage: Stage) -> Iterator[Problem]:
    counts = [entrants_of_feed(edition, stage, feed) for feed in stage.feeds]
    if sum(counts) != stage.places:
        parts = [
            f"{count} slots" if feed.slots else f"{count} of `{feed.stage}` ({feed.take})"
            for feed, count in zip(stage.feeds, counts, strict=True)
        ]
        yield Problem(
            "places",
            f"stage `{stage.id}` has {stage.places} places but {sum(counts)} entrants reach it",
            facts=(" + ".join(parts) or "nothing feeds it",),
        )


def _shape(edition: Edition, stage: Stage, earlier: dict[str, Stage]) -> Iterator[Problem]:
    if stage.seeding and stage.seeding not in earlier:
        message = f"stage `{stage.id}` keeps the seeding of `{stage.seeding}`, not played before it"
        yield Problem("unknown-stage", message)
    elif stage.seeding and not _all_came_through(stage, stage.seeding, earlier):
        message = f"stage `{stage.id}` keeps the seeding of `{stage.seeding}`, but takes clubs that were not in it"
        yield Problem("seeding", message, hint=f"seed `{stage.id}` by its own feeds")
    if isinstance(stage, LeagueStage):
        yield from fixture_problems(edition, stage)
        yield from _criteria(stage)
        return
    if isinstance(stage, GroupStage):
        yield from _groups(stage)
        return
    if stage.places < 2 or stage.places % 2:
        yield Problem("places", f"stage `{stage.id}` cannot make ties of {stage.places} clubs")
        return
    if stage.second_leg_host not in HOST_RULES:
        yield Problem("host", f"stage `{stage.id}`: `{stage.second_leg_host}` is no rule for the second-leg host")
    if stage.second_leg_host in ("pot-1", "second-drawn") and stage.pairing.method != "draw" and not stage.neutral:
        yield Problem("host", f"stage `{stage.id}`: `{stage.second_leg_host}` hosts, but nothing is drawn")
    if stage.legs == 3 and stage.settle != ("penalties",):
        yield Problem(
            "settle",
            f"each match of a best of three in `{stage.id}` must have a winner",
            facts=("its settling chain reads " + (", ".join(stage.settle) or "nothing"),),
            hint="`settle: [penalties]`",
        )
    unknown = [step for step in stage.settle if step not in SETTLED_BY]
    if unknown or not stage.settle or stage.settle[-1] not in _ENDS_A_TIE:
        yield Problem(
            "settle",
            f"the settling chain of `{stage.id}` does not decide every tie",
            facts=("it reads " + (", ".join(stage.settle) or "nothing"),),
            hint="end it with `penalties` or `better-seeded`",
        )
    pairing, ties = stage.pairing, stage.places // 2
    if pairing.method == "draw":
        if pairing.draw is None:
            yield Problem("pots", f"stage `{stage.id}` is drawn but has no draw")
        else:
            yield from _draw(stage, pairing.draw, ties)
        return
    numbers = sorted(number for pair in pairing.pairs for number in pair)
    if pairing.method == "bracket":
        source = earlier.get(pairing.of)
        if not isinstance(source, TieStage) or source.places != 2 * stage.places:
            message = f"stage `{stage.id}` pairs the winners of `{pairing.of}`, which has not {stage.places} ties"
            yield Problem("bracket", message)
        feeds = [(feed.stage, feed.take, feed.best, feed.worst) for feed in stage.feeds]
        if feeds != [(pairing.of, "winners", None, None)]:
            yield Problem("bracket", f"stage `{stage.id}` must be fed by the winners of `{pairing.of}` alone")
    if numbers != list(range(1, stage.places + 1)):
        message = f"the pairs of `{stage.id}` must name 1 to {stage.places} once each"
        yield Problem("pairs", message, facts=(str(pairing.pairs),))


def _all_came_through(stage: Stage, name: str, earlier: dict[str, Stage]) -> bool:
    """Whether every entrant of a stage was in the stage called `name`."""
    return all(
        not feed.slots and (feed.stage == name or _all_came_through(earlier[feed.stage], name, earlier))
        for feed in stage.feeds
    )


def _groups(stage: GroupStage) -> Iterator[Problem]:
    if stage.groups < 1 or stage.places % stage.groups or stage.size < 2:
        yield Problem("places", f"stage `{stage.id}` cannot make {stage.groups} groups of {stage.places} clubs")
        return
    yield from _draw(stage, stage.draw, stage.groups)
    for day, matches in enumerate(stage.matchdays, 1):
        for host, visitor in matches:
            if host == visitor or not (1 <= host <= stage.size and 1 <= visitor <= stage.size):
                yield Problem(
                    "matchdays",
                    f"matchday {day} of `{stage.id}` has {host} v {visitor}",
                    facts=(f"positions go from 1 to {stage.size}",),
                )
    yield from _criteria(stage)


def _criteria(stage: GroupStage | LeagueStage) -> Iterator[Problem]:
    if stage.procedure not in PROCEDURES:
        yield Problem("tiebreak", f"stage `{stage.id}`: `{stage.procedure}` is no procedure for clubs that stay level")
    unknown = [word for word in stage.tiebreak if word not in CRITERIA]
    if unknown or not stage.tiebreak or stage.tiebreak[-1] not in _ENDS_A_TABLE:
        yield Problem(
            "tiebreak",
            f"the criteria of `{stage.id}` do not separate all clubs",
            facts=("they read " + (", ".join(stage.tiebreak) or "nothing"),),
            hint="end them with `ranking` or `lots`",
        )


def _crowded(edition: Edition, stage: Stage) -> Iterator[Problem]:
    """Find constraints that more clubs share than all groups or ties may hold."""
    draw = draw_of(stage)
    for apart in draw.apart if draw is not None else ():
        alike: dict[str, list[str]] = {}
        for slot in edition.slots:
            kind = class_of(apart, slot)
            if slot.enters == stage.id and kind:
                alike.setdefault(kind, []).append(slot.club)
        for kind, clubs in alike.items():
            if len(clubs) > apart.limit * units(stage):
                yield Problem(
                    "pots",
                    f"the draw of `{stage.id}` has no valid outcome",
                    facts=(
                        f"{len(clubs)} clubs of {kind}, at most {apart.limit} in each of {units(stage)}",
                        ", ".join(f"`{club}`" for club in clubs),
                    ),
                )


def _draw(stage: Stage, draw: Draw, bowls: int) -> Iterator[Problem]:
    if sum(draw.pots) != stage.places or any(size <= 0 or size % bowls for size in draw.pots):
        yield Problem(
            "pots",
            f"the pots of `{stage.id}` do not fill {bowls} groups or ties of {stage.places} clubs",
            facts=("pots of " + ", ".join(map(str, draw.pots)),),
        )
    if sorted(draw.order) != list(range(1, len(draw.pots) + 1)):
        message = f"the draw of `{stage.id}` empties the pots {draw.order}, not each of {len(draw.pots)} once"
        yield Problem("pots", message)
    if draw.mechanism == "two-pot" and (len(draw.pots) != 2 or draw.pots != (bowls, bowls)):
        yield Problem("pots", f"the two-pot draw of `{stage.id}` needs two pots of {bowls}")
