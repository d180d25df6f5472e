"""Small editions at random, for hypothesis: every kind of stage, draw, chain, criterion and award."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from cupwright.football.access import Slot
from cupwright.football.competitions import (
    Apart,
    Award,
    Draw,
    Edition,
    Feed,
    Format,
    GroupStage,
    Pairing,
    Stage,
    TieStage,
)
from cupwright.football.strengths import Strengths
from cupwright.rules.codes import CRITERIA, HOSTED_BY

BY = ("ranking", "group-record", "tie-record", "campaign-record", "seeding")
CHAIN = ("aggregate", "away-goals", "extra-time", "penalties", "better-seeded")


def strengths_of(edition: Edition, seed: int = 0, draws: int = 4, rho: float = -0.1) -> Strengths:
    """Return strengths at random, low in goals so that clubs are often level."""
    n, rng = len(edition.clubs), np.random.default_rng(seed)
    return Strengths(
        clubs=edition.clubs[::-1],
        attack=rng.normal(-0.3, 0.3, (draws, n)),
        defence=rng.normal(0, 0.3, (draws, n)),
        home=rng.normal(0.3, 0.1, (draws, n)),
        mu=rng.normal(0, 0.1, draws),
        altitude=np.full(draws, 0.1),
        rho=np.full(draws, rho),
        climb=np.maximum(0.0, rng.normal(0, 1, (n, n))),
        gap=np.zeros(draws),
    )


def edition_of(
    stages: tuple[Stage, ...], slots: tuple[Slot, ...], awards: tuple[Award, ...] = (), title_holder: str = ""
) -> Edition:
    """Put an edition together; the ranking is the order of the clubs' names turned about."""
    rules = Format("f", "F", "cup", "CONMEBOL", (2026, 2026), stages, awards)
    ranking = tuple(sorted((slot.club for slot in slots), key=lambda club: club[::-1]))
    return Edition(
        "e", "E", rules, 2026, dt.date(2026, 1, 1), slots, ranking, ("cup", "2026"), title_holder
    )  # fmt: skip


def came_through(feeds: tuple[Feed, ...], earlier: tuple[Stage, ...]) -> set[str]:
    """Return the stages that every club of the feeds was in."""
    stages = {stage.id: stage for stage in earlier}
    sets = [set() if feed.slots else {feed.stage} | came_through(stages[feed.stage].feeds, earlier) for feed in feeds]
    return set.intersection(*sets) if sets else set()


@st.composite
def by_words(draw: st.DrawFn, groups: bool) -> tuple[str, ...]:
    words = [word for word in BY if groups or word != "group-record"]
    return tuple(draw(st.lists(st.sampled_from(words), min_size=0, max_size=3, unique=True))) or ("tie-order",)


@st.composite
def lotteries(draw: st.DrawFn, units: int, size: int, qualifying: tuple[str, ...], ties: bool) -> Draw:
    one_pot = draw(st.booleans()) and not ties
    pots = (units * size,) if one_pot or (ties and draw(st.integers(0, 3)) == 0) else (units,) * size
    order = tuple(draw(st.permutations(range(1, len(pots) + 1))))
    apart = ()
    if draw(st.booleans()):
        exempt = tuple(q for q in qualifying if draw(st.booleans()))
        same = draw(st.sampled_from(["association", "association", "confederation"]))
        limit = draw(st.integers(1, 2)) if same == "association" else max(1, size - 1)
        apart = (Apart(same, limit, exempt),)
    two_pot = ties and len(pots) == 2 and draw(st.booleans())
    return Draw(pots, order, "two-pot" if two_pot else "skip", apart, not two_pot and draw(st.booleans()))


@st.composite
def tie_stages(
    draw: st.DrawFn, name: str, feeds: tuple[Feed, ...], places: int, earlier: tuple[Stage, ...], single: bool = False
) -> TieStage:
    ties = places // 2
    qualifying = tuple(stage.id for stage in earlier)
    source = earlier[-1] if earlier else None
    may_bracket = (
        isinstance(source, TieStage)
        and source.places == 2 * places
        and len(feeds) == 1
        and (feeds[0].stage, feeds[0].take, feeds[0].best, feeds[0].worst) == (source.id, "winners", None, None)
    )
    method = draw(st.sampled_from(["draw", "seeds", *(["bracket", "bracket"] if may_bracket else [])]))
    numbers = draw(st.permutations(range(1, places + 1)))
    pairs = tuple((numbers[2 * k], numbers[2 * k + 1]) for k in range(ties))
    meet = tuple(draw(st.lists(st.sampled_from(["association", "guests"]), max_size=2, unique=True)))
    lottery = draw(lotteries(ties, 2, qualifying, True)) if method == "draw" else None
    end = draw(st.sampled_from(["penalties", "better-seeded"]))
    middle = draw(st.lists(st.sampled_from(["away-goals", "extra-time"]), max_size=2, unique=True))
    hosts = HOSTED_BY[:4] if method == "draw" else HOSTED_BY[:2]
    kept = sorted(came_through(feeds, earlier))
    return TieStage(
        id=name,
        title=name,
        feeds=feeds,
        places=places,
        pairing=Pairing(
            method,
            lottery,
            of=source.id if method == "bracket" and source else "",
            pairs=pairs if method != "draw" else (),
            must_meet=meet if method != "draw" or draw(st.booleans()) else (),
        ),
        legs=1 if single else draw(st.sampled_from([1, 2])),
        neutral=draw(st.integers(0, 3)) == 0,
        second_leg_host=draw(st.sampled_from(hosts)),
        settle=("aggregate", *middle, end),
        seeding=draw(st.sampled_from(["", *kept])),
        guest_hosts_first=draw(st.booleans()),
    )


@st.composite
def group_stages(
    draw: st.DrawFn, name: str, feeds: tuple[Feed, ...], groups: int, size: int, earlier: tuple[Stage, ...]
) -> GroupStage:
    meetings = [pair if draw(st.booleans()) else pair[::-1] for pair in combinations(range(1, size + 1), 2)]
    if draw(st.booleans()):
        meetings += [(b, a) for a, b in meetings]
    meetings += draw(st.lists(st.sampled_from(meetings), max_size=3))
    middle = draw(st.lists(st.sampled_from(CRITERIA[1:-2]), max_size=7, unique=True))
    end = draw(st.sampled_from(["ranking", "lots"]))
    return GroupStage(
        id=name,
        title=name,
        feeds=feeds,
        places=groups * size,
        groups=groups,
        draw=draw(lotteries(groups, size, tuple(stage.id for stage in earlier), False)),
        matchdays=(tuple(meetings),),
        tiebreak=(*draw(st.sampled_from([("points",), ()])), *middle, end),
        points=draw(st.sampled_from([(3, 1, 0), (2, 1, 0), (3, 2, 1)])),
        seeding=draw(st.sampled_from(["", *sorted(came_through(feeds, earlier))])),
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Qualifying ties, perhaps groups, then ties down to a final."""
    stages: list[Stage] = []
    entries: list[str] = []
    carried = 0
    for k in range(draw(st.integers(0, 2))):
        ties = draw(st.integers(max(1, -(-carried // 2)), 4))
        feeds = [Feed(slots=True)] if 2 * ties > carried else []
        if carried:
            feeds.append(Feed(stage=stages[-1].id, take="winners", by=draw(by_words(False))))
        entries += [f"q{k}"] * (2 * ties - carried)
        stages.append(draw(tie_stages(f"q{k}", tuple(feeds), 2 * ties, tuple(stages))))
        carried = ties
    if draw(st.integers(0, 4)):
        groups = draw(st.integers(1, 4))
        size = draw(st.integers(max(2, -(-carried // groups)), max(4, -(-carried // groups))))
        feeds = [Feed(slots=True)] if groups * size > carried else []
        if carried:
            feeds.append(Feed(stage=stages[-1].id, take="winners"))
        entries += ["groups"] * (groups * size - carried)
        stages.append(draw(group_stages("groups", tuple(feeds), groups, size, tuple(stages))))
        enough = 2 ** int(np.log2(groups * 2))
        rest = enough - min(groups, enough)
        first = Feed(stage="groups", take="place-1", best=min(groups, enough), by=draw(by_words(True)))
        if rest and draw(st.booleans()):
            second = Feed(stage="groups", take="place-2", best=rest, by=draw(by_words(True)))
        else:
            second = Feed(stage="groups", take="place-2", worst=rest, by=draw(by_words(True)))
        feeds = [first, *([second] if rest else [])]
        places = enough
    else:
        places = max(2, 2 ** int(np.ceil(np.log2(carried + 1))))
        feeds = [Feed(slots=True)]
        if carried:
            feeds.append(Feed(stage=stages[-1].id, take="winners"))
        entries += ["k0"] * (places - carried)
    round_number = 0
    while places >= 2:
        name = f"k{round_number}"
        stages.append(draw(tie_stages(name, tuple(feeds), places, tuple(stages), single=False)))
        has_groups = any(isinstance(stage, GroupStage) for stage in stages)
        feeds = [Feed(stage=name, take="winners", by=draw(by_words(has_groups)))]
        places //= 2
        round_number += 1
    associations = draw(st.integers(2, 5))
    slots = []
    for k, entry in enumerate(entries):
        guest = draw(st.integers(0, 5)) == 0
        slots.append(Slot(f"S{k}", f"A{draw(st.integers(1, associations))}", entry, f"club-{k * 37 % 101}", "", guest))
    final = stages[-1].id
    awards = [
        Award("title", "T", (Feed(stage=final, take="winners"),)),
        Award(
            "berth", "B",
            (Feed(stage=final, take="winners"), Feed(stage=final, take="losers"),
             Feed(stage=stages[0].id, take="losers" if isinstance(stages[0], TieStage) else "place-2",
                  by=("campaign-record",))),
            draw(st.integers(1, 3)), ("guests",),
        ),
    ]  # fmt: skip
    holder = draw(st.sampled_from(["", *(slot.club for slot in slots)]))
    return edition_of(tuple(stages), tuple(slots), tuple(awards), holder)
