"""Fixtures to try the outputs on: played, fixed, in a window, conditional, neutral, without clubs."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from cupwright.football.calendars import PlannedFixture
from cupwright.football.competitions import Source

DAY = dt.date(2026, 4, 14)
NAMES = {"inter-miami": "Inter Miami", "bolivar": "Bolívar", "boca-juniors": 'Boca Juniors; "La 12", etc.'}


def planned(number: int, **changes: object) -> PlannedFixture:
    values: dict[str, object] = {
        "id": f"cup/{number}", "competition": "cup", "title": "Group stage, matchday 1", "stage": "group-stage",
        "home": "inter-miami", "away": "bolivar", "first": DAY, "last": DAY,
    }  # fmt: skip
    return PlannedFixture(**values | changes)  # type: ignore[arg-type]


SAMPLE = [
    planned(0, played=True, source=Source("Match report", "p. 1", "high"), venue="Estadio Hernando Siles, La Paz"),
    planned(1, last=DAY + dt.timedelta(days=2), weekdays=(1, 2, 3)),
    planned(2, needs=(("clausura/liguilla", "in"),), chance=0.25, neutral=True),
    planned(3, away="", assumed=True),
    planned(4, competition="league", home="boca-juniors", title="A title, with; signs\\ and\nlines " + "é" * 90),
    planned(5, first=dt.date(2026, 12, 31), last=dt.date(2027, 1, 2)),
]  # fmt: skip

_text = st.text(max_size=120)
_days = st.dates(dt.date(1998, 1, 1), dt.date(2030, 12, 31))


@st.composite
def fixtures(draw: st.DrawFn) -> list[PlannedFixture]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        first = draw(_days)
        made.append(
            planned(
                number, title=draw(_text), venue=draw(_text), home=draw(st.sampled_from(["", "inter-miami", "x"])),
                competition=draw(st.sampled_from(["cup", "league"])), first=first,
                last=first + dt.timedelta(days=draw(st.integers(0, 40))), assumed=draw(st.booleans()),
                played=draw(st.booleans()), chance=draw(st.none() | st.floats(0, 1)),
            )
        )  # fmt: skip
    return made
