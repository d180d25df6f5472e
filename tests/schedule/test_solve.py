"""The solver of calendars: against its slow twin, against the checker, stopped halfway, and with bad input."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.football.calendars import Branch, PlannedFixture, Stay, Window
from cupwright.schedule import solve_run
from cupwright.schedule.demands import Blocked
from cupwright.schedule.solve import solve
from cupwright.schedule.solve_answer import Placed
from cupwright.schedule.solve_task import MAX_FIXTURES, Hub, Task, Weights
from cupwright.schedule.solve_verify import confirm, faults
from cupwright.schedule.travel import Pace
from tests.schedule.given import day, fixture, release
from tests.schedule.solve_twin import calendars, every_key, price

STAYS = {
    "a": Stay("Miami", 25.77, -80.19, 2, "America/New_York"),
    "b": Stay("La Paz", -16.5, -68.13, 3640, "America/La_Paz"),
    "c": Stay("Quito", -0.18, -78.48, 2850, "America/Guayaquil"),
    "d": Stay("Rio", -22.91, -43.2, 5, "America/Sao_Paulo"),
    "hall": Stay("Lima", -12.05, -77.04, 150, "America/Lima"),
}
NEEDS: list[tuple[Branch, ...]] = [
    (), (), (), (("cup/final", "in"),), (("play-offs", "in"),), (("play-offs", "host"),),
    (("cup/final", "in"), ("play-offs", "in")),
]  # fmt: skip
FIRST = dt.date(2027, 3, 1)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Draw a small year: so small that every calendar can be tried."""

    def planned(name: str, most: int) -> PlannedFixture:
        start, length = draw(st.integers(0, 10)), draw(st.integers(1, most))
        home, away = draw(st.sampled_from([("a", "b"), ("a", ""), ("c", "a"), ("d", "a"), ("b", "a"), ("b", "c")]))
        first = FIRST + dt.timedelta(days=start)
        return PlannedFixture(
            name, draw(st.sampled_from(["cup", "league"])), name, "", home, away, first,
            first + dt.timedelta(days=length - 1), neutral=draw(st.integers(0, 5)) == 0, venue="hall",
            weekdays=draw(st.sampled_from([(), (), (1, 2, 3), (5, 6)])), needs=draw(st.sampled_from(NEEDS)),
        )  # fmt: skip

    fixtures = tuple(planned(f"cup-{n}", 3) for n in range(draw(st.integers(1, 3))))
    commitments = tuple(planned(f"league-{n}", 2) for n in range(draw(st.integers(0, 2))))
    if draw(st.booleans()):
        fixtures += (replace(fixtures[0], id="cup-again"),)
    releases = tuple(
        Window(f"window-{n}", f"window {n}", FIRST + dt.timedelta(days=start), FIRST + dt.timedelta(days=start + 2),
               use="release", clubs=draw(st.sampled_from([(), ("a",), ("b",)])))
        for n, start in enumerate(draw(st.lists(st.integers(0, 10), max_size=1)))
    )  # fmt: skip
    blocks = tuple(
        Blocked(place, FIRST + dt.timedelta(days=start), FIRST + dt.timedelta(days=start + 1))
        for place, start in draw(
            st.lists(st.tuples(st.sampled_from(["a", "c", "hall"]), st.integers(0, 9)), max_size=1)
        )
    )
    hubs = ()
    if len(fixtures) > 1 and draw(st.integers(0, 3)) == 0:
        start = FIRST + dt.timedelta(days=draw(st.integers(0, 9)))
        hubs = (Hub("hub", "hall", start, start + dt.timedelta(days=2), (fixtures[0].id, fixtures[1].id), 1, 2),)
    orders = ((fixtures[0].id, fixtures[1].id),) if len(fixtures) > 1 and draw(st.integers(0, 3)) == 0 else ()
    stays = {name: stay for name, stay in STAYS.items() if draw(st.integers(0, 6)) or name == "hall"}
    return Task(
        FIRST, FIRST + dt.timedelta(days=13), fixtures, commitments, releases, blocks, stays,
        clubs=draw(st.sampled_from([("a",), ("a",), ()])) if any("a" in (f.home, f.away) for f in fixtures) else (),
        orders=orders, hubs=hubs, rest_hours=draw(st.sampled_from([0, 24, 48, 72, 60])),
        weights=Weights(speed_kmh=draw(st.sampled_from([800, 150])), trip_days=draw(st.sampled_from([3, 5]))),
    )  # fmt: skip


FUZZ = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@FUZZ
@given(tasks())
def test_it_agrees_with_the_slow_twin(task: Task) -> None:
    """A calendar exists as the twin says, costs what the best of all costs; a conflict is one, and minimal."""
    keys = every_key(task)
    costs = [price(task, found) for found in calendars(task, keys)]
    answer = solve(task)
    assert answer.proven
    assert answer.exists == bool(costs), task
    if costs:
        assert answer.cost is not None
        assert answer.cost.total == min(costs) == answer.cost.bound
        hubs = {hub.title: hub for hub in task.hubs}
        found = {one.fixture.id: (one.day, hubs.get(one.hub)) for one in answer.placed}
        assert price(task, found) == min(costs)
        return
    assert answer.conflicts
    for conflict in answer.conflicts:
        mine = {demand.key for demand in conflict.demands}
        assert next(calendars(task, mine), None) is None
        assert all(next(calendars(task, mine - {key}), None) is not None for key in mine)
    single = {key for key in keys if next(calendars(task, keys - {key}), None) is not None}
    assert {relaxation.demand.key for relaxation in answer.relaxations} == single
    if not single:
        given_up = {demand.key for demand in answer.fewest}
        assert len(given_up) > 1
        assert next(calendars(task, keys - given_up), None) is not None


def test_two_that_exclude_each_other_may_lie_between_two_that_need_room() -> None:
    """In one season one of them is played, in another the other: on one day they are in nobody's way."""
    ways = (("play-offs", "in"), ("play-offs", "out"))
    fixtures = (
        *(fixture(name, "3-1", "3-11", home="a", competition=name) for name in ("cup", "league")),
        *(fixture(way, "3-5", home="a", needs=((variable, way),)) for variable, way in ways),
    )
    answer = solve(Task(day("3-1"), day("3-14"), fixtures, rest_hours=72))
    assert answer.exists
    assert all(abs((answer.days()[name] - day("3-5")).days) >= 3 for name in ("cup", "league"))


def week_task(**more: Any) -> Task:
    """Return a guest with three cup matches in the weeks of a league."""
    cup = tuple(fixture(f"cup-{n}", f"4-{d}", f"4-{d + 2}", home="a", away="b") for n, d in enumerate((6, 13, 20)))
    league = tuple(
        fixture(f"league-{n}", f"4-{d}", home="a", competition="league") for n, d in enumerate((3, 10, 17, 24))
    )
    return Task(day("1-1"), day("12-31"), cup, league, stays=STAYS, clubs=("a",), **more)


def test_a_year_with_room_has_a_best_calendar() -> None:
    answer = solve(week_task())
    assert (answer.status, answer.proven) == ("best", True)
    days = sorted(answer.days().values())
    assert len(days) == 7
    assert all((later - earlier).days >= 3 for earlier, later in pairwise(days))
    assert answer.cost is not None
    assert (answer.cost.total, dict(answer.cost.parts)) == (
        72,
        {"rest": 72},
    )  # 72 and 96 h around each of three matches
    assert faults(week_task(), answer.placed) == ()


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda one: replace(one, day=day("4-10")), "on the same day"),
        (lambda one: replace(one, day=day("4-11")), "is planned for"),
        (lambda one: replace(one, day=day("4-8")), "hours"),
    ],
)
def test_planted_faults_are_found(spoil: Any, kind: str) -> None:
    """The checker that looks at every answer finds what is wrong with a spoilt one."""
    answer = solve(week_task())
    spoilt = [spoil(one) if one.fixture.id == "cup-1" else one for one in answer.placed]
    assert any(kind in words for words in faults(week_task(), spoilt))
    assert faults(week_task(), [one for one in answer.placed if one.fixture.id != "cup-1"])


def test_two_places_at_once_are_found() -> None:
    """A match in La Paz the day after one at home, with a day and a half of travel between them."""
    slow = Weights(speed_kmh=150)
    away = fixture("away", "4-7", home="b", away="a")
    home = fixture("home", "4-6", home="a", away="b")
    task = Task(day("4-1"), day("4-30"), (home, away), stays=STAYS, clubs=("a",), rest_hours=0, weights=slow)
    assert solve(task).exists is False
    placed = [Placed(home, home.first, "a"), Placed(away, away.first, "b")]
    assert any("hours of travel apart" in words for words in faults(task, placed))
    assert solve(replace(task, weights=Weights())).exists


def test_a_planted_conflict_is_refused() -> None:
    """The checker's own search says no to a conflict that is none, and to one that is not minimal."""
    task = replace(week_task(), rest_hours=120)
    answer = solve(task)
    (conflict, *_) = answer.conflicts
    assert conflict.confirmed
    spare = next(demand for demand in demands(task) if demand not in conflict.demands)
    assert confirm(task, replace(conflict, demands=(*conflict.demands, spare))) is False
    assert confirm(task, replace(conflict, demands=conflict.demands[1:])) is False


def demands(task: Task) -> tuple[Any, ...]:
    from cupwright.schedule.solve_demand import demands_of
    from cupwright.schedule.solve_grid import make_grid

    return demands_of(make_grid(task))


def test_the_conflict_is_told_in_words_and_what_would_do() -> None:
    windows = (Window("w", "FIFA window", day("4-12"), day("4-20"), use="release"),)
    answer = solve(week_task(releases=windows))
    assert answer.exists is False
    assert [demand.title for demand in answer.conflicts[0].demands] == [
        "FIFA window (12–20 April 2027)",
        "cup-1 (13–15 April 2027)",
    ]
    assert [(one.demand.kind, one.words) for one in answer.relaxations] == [
        ("release", "beginning 2 days later, or ending 7 days earlier"),
        ("fixture", "12 days later, on Tue 27 April 2027, or 13 days earlier, on Wed 31 March 2027"),
    ]
    assert answer.given == ("league-2 (Sat 17 April 2027) in FIFA window (12–20 April 2027)",)


def test_rest_is_relaxed_as_little_as_does() -> None:
    answer = solve(replace(week_task(), rest_hours=120))
    assert [(one.demand.title, one.words) for one in answer.relaxations] == [("rest of 120 h", "a rest of 72 h")]


def test_matches_of_branches_that_exclude_each_other_share_a_day() -> None:
    host, guest = (fixture(name, "4-6", home="a", away="b", needs=(("tie", name),)) for name in ("host", "guest"))
    task = Task(day("4-1"), day("4-30"), (host, guest), stays=STAYS, clubs=("a",))
    answer = solve(task)
    assert answer.days() == {"host": day("4-6"), "guest": day("4-6")}
    both = (replace(host, needs=()), replace(guest, needs=()))
    assert solve(replace(task, fixtures=both)).exists is False


def test_a_branch_is_never_counted_beside_the_other() -> None:
    """Two ways away from home cost as much as the longer one, not as both."""
    far, near = (
        fixture(name, "4-6", home=home, away="a", needs=(("draw", name),))
        for name, home in (("far", "d"), ("near", "c"))
    )
    task = Task(day("4-1"), day("4-30"), (far, near), stays=STAYS, clubs=("a",))
    together, alone = solve(task).cost, solve(replace(task, fixtures=(far,))).cost
    assert together is not None
    assert alone is not None
    assert together.total == alone.total > 0


def test_fixtures_that_nothing_tells_apart_find_their_days() -> None:
    season = tuple(fixture(f"league-{n:02}", "2-22", "10-18", home="a", competition="league") for n in range(34))
    answer = solve(replace(week_task(), commitments=season))
    assert answer.proven
    assert len(set(answer.days().values())) == 37
    squeezed = tuple(replace(one, last=day("4-30")) for one in season)
    answer = solve(replace(week_task(), commitments=squeezed))
    assert answer.exists is False
    assert len(answer.conflicts[0].demands) > 20


def test_the_same_task_gets_the_same_answer() -> None:
    first, second = solve(week_task()), solve(week_task())
    assert first == second


def after(looks: int) -> Callable[[], bool]:
    """Return what says to stop once it has been asked so often."""
    left = iter(range(looks))
    return lambda: next(left, None) is None


def test_stopping_gives_the_best_so_far_marked_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first calendars are found, then somebody stops it."""
    task = week_task(weights=Weights(comfort_hours=120))
    whole = solve(task)
    monkeypatch.setattr(solve_run, "_TICK_SECONDS", 0.001)
    seen = []
    for patience in range(1, 40):
        answer = solve(task, stop=after(patience))
        seen.append(answer.status)
        if answer.stopped:
            assert not answer.proven
            assert answer.status in ("open", "calendar")
            if answer.exists:
                assert faults(task, answer.placed) == ()
                assert whole.cost is not None
                assert answer.cost is not None
                assert answer.cost.total >= whole.cost.total
    assert {"open", "calendar"} <= set(seen)


def test_ctrl_c_is_heard_while_it_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes while CP-SAT looks for a better calendar; what it has is returned, and no traceback."""
    monkeypatch.setattr(solve_run, "_TICK_SECONDS", 0.001)
    cup = tuple(
        fixture(f"cup-{n}", f"4-{d}", f"4-{d + 3}", home="bcd"[n % 3], away="a") for n, d in enumerate((5, 12, 19))
    )
    league = tuple(
        fixture(f"league-{n}", f"4-{d}", f"4-{d + 2}", home=home, away=away, competition="league")
        for n, (d, home, away) in enumerate(((1, "a", "b"), (8, "d", "a"), (15, "a", "b"), (22, "d", "a")))
    )
    hubs = (Hub("hub", "hall", day("4-9"), day("4-25"), tuple(one.id for one in cup), 2, 3),)
    task = Task(day("1-1"), day("12-31"), cup, league, stays=STAYS, clubs=("a",), hubs=hubs, rest_hours=24)

    def told(done: int, total: int, what: str) -> None:
        if what.startswith("placing"):
            signal.raise_signal(signal.SIGINT)

    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer = solve(task, progress=told)
    finally:
        signal.signal(signal.SIGINT, old)
    assert (answer.stopped, answer.proven, answer.status) == (True, False, "calendar")
    assert faults(task, answer.placed) == ()


def test_all_that_is_wrong_is_told_at_once() -> None:
    bad = [
        fixture("back", "4-9", "4-6", home="a"),
        fixture("outside", "2028-01-01", home="a"),
        fixture("self", "4-6", home="a", away="a"),
        fixture("twice", "4-6", home="a"),
        fixture("twice", "4-16", home="a"),
        fixture("weekday", "4-6", home="a", weekdays=(7,)),
        fixture("both", "4-6", home="a", needs=(("x", "in"), ("x", "out"))),
    ]
    windows = (release("w", "5-9", "5-6"), release("same", "5-9", "5-9"), release("same", "5-10", "5-10"))
    task = Task(
        day("1-1"), day("12-31"), tuple(bad), releases=windows, blocks=(Blocked("a", day("6-2"), day("6-1")),),
        stays={"a": Stay("nowhere", 95.0, float("nan"), 0, "UTC")}, clubs=("a", "nobody"),
        orders=(("outside", "nothing"),), hubs=(Hub("hub", "moon", day("4-1"), day("4-2"), ("none",), 3, 2),),
        rest_hours=9000, weights=Weights(km_per_point=0, rest_hour=-1),
    )  # fmt: skip
    with pytest.raises(CupwrightError) as caught:
        solve(task)
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == sorted([
        "rest", "weight", "weight", "ends-before-it-begins", "ends-before-it-begins", "ends-before-it-begins",
        "outside-the-year", "named-twice", "named-twice", "one-club", "weekday", "never-played", "unknown-fixture",
        "unknown-fixture", "hub", "unknown-place", "unknown-club", "coordinates",
    ])  # fmt: skip


def test_limits_are_stated() -> None:
    many = tuple(fixture(f"m{n}", "4-6", home=f"club-{n}") for n in range(MAX_FIXTURES + 1))
    with pytest.raises(CupwrightError, match="401 fixtures; the solver takes 400 at most") as caught:
        solve(Task(day("1-1"), day("12-31"), many))
    assert {problem.code for problem in caught.value.problems} == {"too-many"}
    with pytest.raises(CupwrightError, match="nothing-to-place"):
        solve(Task(day("1-1"), day("12-31"), ()))
    with pytest.raises(CupwrightError, match="seconds"):
        solve(week_task(), seconds=0)
    ways = tuple(
        fixture(f"m{n}", "4-6", "4-20", home="b", away="a", needs=tuple((f"v{k}", str(n % 3)) for k in range(12)))
        for n in range(3)
    )
    with pytest.raises(CupwrightError, match="too-many-ways"):
        solve(Task(day("1-1"), day("12-31"), ways, stays=STAYS, clubs=("a",)))


def test_a_place_that_is_not_known_is_said_and_not_guessed() -> None:
    task = week_task()
    answer = solve(replace(task, stays={}))
    assert answer.exists
    assert "a" in answer.unknown
    assert answer.cost is not None
    assert "travel" not in answer.cost.parts


def test_the_pace_is_that_of_the_check() -> None:
    """Both reckon travel alike, so that a calendar solved is judged as it was made."""
    pace, weights = Pace(), Weights()
    assert (pace.speed_kmh, pace.ground_hours, pace.road_days) == (
        weights.speed_kmh, weights.ground_hours, weights.trip_days,
    )  # fmt: skip
