"""Small editions at random, for hypothesis: every kind of stage, draw, chain, criterion and award."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
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
    LeagueStage,
    Pairing,
    Stage,
    TieStage,
)
from cupwright.football.strengths import Strengths
from cupwright.rules.codes import CRITERIA, PROCEDURES

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
def by_words(draw: st.DrawFn, groups: bool, league: bool = False) -> tuple[str, ...]:
    words = [word for word in BY if groups or word != "group-record"] + ["overall-place"] * league
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
        of = draw(st.sampled_from([(), (), ("A1",), ("A1", "A2")]))
        apart = (Apart(same, limit, exempt, of),)
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
    method = draw(st.sampled_from(["draw", "seeds", "entry", *(["bracket", "bracket"] if may_bracket else [])]))
    numbers = draw(st.permutations(range(1, places + 1)))
    pairs = tuple((numbers[2 * k], numbers[2 * k + 1]) for k in range(ties))
    meet = tuple(draw(st.lists(st.sampled_from(["association", "guests"]), max_size=2, unique=True)))
    lottery = draw(lotteries(ties, 2, qualifying, True)) if method == "draw" else None
    end = draw(st.sampled_from(["penalties", "better-seeded"]))
    middle = draw(st.lists(st.sampled_from(["away-goals", "extra-time"]), max_size=2, unique=True))
    hosts = ["better-seeded", "better-ranked", "second-named", *(["pot-1", "second-drawn"] if method == "draw" else [])]
    legs = 1 if single else draw(st.sampled_from([1, 2, 2, 3]))
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
        legs=legs,
        neutral=draw(st.integers(0, 3)) == 0,
        second_leg_host=draw(st.sampled_from(hosts)),
        settle=("penalties",) if legs == 3 else ("aggregate", *middle, end),
        seeding=draw(st.sampled_from(["", *kept])),
        guest_hosts_first=draw(st.booleans()),
    )


@st.composite
def criteria(draw: st.DrawFn) -> tuple[str, ...]:
    """Draw a list of criteria; half of them are all of the kind that plain groups have."""
    words = [word for word in CRITERIA if word not in ("points", "ranking", "lots")]
    middle = draw(st.lists(st.sampled_from(words if draw(st.booleans()) else words[:9]), max_size=7, unique=True))
    block = ("head-to-head-points", "head-to-head-goal-difference")
    if draw(st.booleans()):
        middle = [*block, *(word for word in middle if word not in block)]
    return (*draw(st.sampled_from([("points",), ()])), *middle, draw(st.sampled_from(["ranking", "lots"])))


@st.composite
def league_stages(draw: st.DrawFn, sizes: list[int]) -> tuple[LeagueStage, list[tuple[int, int]]]:
    """Draw a league of tables of these sizes, and its fixture list by numbers of its clubs."""
    clubs = sum(sizes)
    pairs = [(i, j) for i in range(clubs) for j in range(clubs) if i != j]
    fixtures = draw(st.lists(st.sampled_from(pairs), min_size=clubs, max_size=3 * clubs))
    stage = LeagueStage(
        id="league",
        title="league",
        feeds=(Feed(slots=True),),
        places=clubs,
        tiebreak=draw(criteria()),
        tables=tuple(f"T{t}" for t in range(len(sizes))),
        points=draw(st.sampled_from([(3, 1, 0), (3, 2, 1)])),
        procedure=draw(st.sampled_from(PROCEDURES)),
    )
    return stage, fixtures


@st.composite
def feeds_of_league(draw: st.DrawFn, sizes: list[int]) -> tuple[Feed, ...]:
    """Draw feeds that take two or four clubs of a league of tables of these sizes, each once."""
    tables, by = len(sizes), draw(by_words(True, True))
    enough = 4 if sum(sizes) >= 4 and tables <= 4 else 2
    way = draw(st.sampled_from([0, 1, 2, 3, 3, 3]))
    if way == 0 or tables > enough:
        return (Feed(stage="league", take="below-0", best=enough, by=by),)
    if way == 1 and min(sizes) >= enough:
        return (Feed(stage="league", take=f"places-1-{enough}", of="T0", by=by),)
    if way == 2 and tables * 2 <= enough:
        first = Feed(stage="league", take="places-1-2")
        rest = enough - 2 * tables
        return (
            first,
            *([Feed(stage="league", take="below-2", best=rest)] if 0 < rest <= sum(sizes) - 2 * tables else []),
        )
    rest = enough - tables
    return (
        Feed(stage="league", take="place-1", by=by),
        *([Feed(stage="league", take="below-1", best=rest, by=draw(by_words(True, True)))] if rest else []),
    )


@st.composite
def group_stages(
    draw: st.DrawFn, name: str, feeds: tuple[Feed, ...], groups: int, size: int, earlier: tuple[Stage, ...]
) -> GroupStage:
    meetings = [pair if draw(st.booleans()) else pair[::-1] for pair in combinations(range(1, size + 1), 2)]
    if draw(st.booleans()):
        meetings += [(b, a) for a, b in meetings]
    meetings += draw(st.lists(st.sampled_from(meetings), max_size=3))
    return GroupStage(
        id=name,
        title=name,
        feeds=feeds,
        places=groups * size,
        groups=groups,
        draw=draw(lotteries(groups, size, tuple(stage.id for stage in earlier), False)),
        matchdays=(tuple(meetings),),
        tiebreak=draw(criteria()),
        points=draw(st.sampled_from([(3, 1, 0), (2, 1, 0), (3, 2, 1)])),
        procedure=draw(st.sampled_from(PROCEDURES)),
        seeding=draw(st.sampled_from(["", *sorted(came_through(feeds, earlier))])),
    )


@st.composite
def editions(draw: st.DrawFn, league: bool = False) -> Edition:
    """Qualifying ties, perhaps groups, then ties down to a final; or a league (always if asked for), then ties."""
    stages: list[Stage] = []
    entries: list[str] = []
    carried = 0
    for k in range(0 if league else draw(st.integers(0, 2))):
        ties = draw(st.integers(max(1, -(-carried // 2)), 4))
        feeds = [Feed(slots=True)] if 2 * ties > carried else []
        if carried:
            feeds.append(Feed(stage=stages[-1].id, take="winners", by=draw(by_words(False))))
        entries += [f"q{k}"] * (2 * ties - carried)
        stages.append(draw(tie_stages(f"q{k}", tuple(feeds), 2 * ties, tuple(stages))))
        carried = ties
    sizes: list[int] = []
    fixtures: list[tuple[int, int]] = []
    if league or (not carried and draw(st.booleans())):
        sizes = draw(st.lists(st.integers(2, 5), min_size=1, max_size=3))
        stage, fixtures = draw(league_stages(sizes))
        stages.append(stage)
        entries += ["league"] * sum(sizes)
        feeds = list(draw(feeds_of_league(sizes)))
        places = 4 if sum(entrants_of(feed, sizes) for feed in feeds) == 4 else 2
    elif draw(st.integers(0, 4)):
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
        has_tables = any(not isinstance(stage, TieStage) for stage in stages)
        feeds = [Feed(stage=name, take="winners", by=draw(by_words(has_tables, bool(sizes))))]
        places //= 2
        round_number += 1
    associations = draw(st.integers(2, 5))
    slots = []
    tables = [f"T{t}" for t, size in enumerate(sizes) for _ in range(size)]
    if sizes:
        tables = draw(st.permutations(tables))
    for k, entry in enumerate(entries):
        guest = draw(st.integers(0, 5)) == 0
        slots.append(Slot(f"S{k}", f"A{draw(st.integers(1, associations))}", entry, f"club-{k * 37 % 101}", "", guest,
                          table=tables[k] if sizes else ""))  # fmt: skip
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
        Award("home", "H", (Feed(stage=final, take="losers"), Feed(stage=final, take="winners")), only=("A1", "A3")),
    ]  # fmt: skip
    holder = draw(st.sampled_from(["", *(slot.club for slot in slots)]))
    edition = edition_of(tuple(stages), tuple(slots), tuple(awards), holder)
    played = tuple((slots[i].club, slots[j].club) for i, j in fixtures)
    return replace(edition, fixtures=(("league", played),) if sizes else ())


def entrants_of(feed: Feed, sizes: list[int]) -> int:
    """Return how many clubs a feed of :func:`feeds_of_league` brings."""
    if feed.best is not None:
        return feed.best
    last = int(feed.take.split("-")[-1])
    return last if feed.of else last * len(sizes)
