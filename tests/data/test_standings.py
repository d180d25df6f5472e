"""League tables from the facts."""

from __future__ import annotations

from cupwright.data.leagues import domestic_matches
from cupwright.data.standings import standings

BRAZIL = ("points", "wins", "goal-difference", "goals-for")


def test_the_first_of_brazil_2019() -> None:
    table = standings([{"competition": "bra-serie-a", "edition": "2019"}], BRAZIL)
    # Santos and Palmeiras had 74 points and more wins on Santos's side (RSSSF, Brazil 2019).
    assert table[:6] == ("flamengo", "santos", "palmeiras", "gremio", "athletico-paranaense", "sao-paulo")
    assert len(table) == 20


def test_parts_are_added_and_play_offs_left_out() -> None:
    """Argentina's annual table of 2024: both competitions of the year, without the play-offs of the cup."""
    parts = [
        {"competition": "arg-copa-de-la-liga", "edition": "2024", "matches": 14},
        {"competition": "arg-primera", "edition": "2024", "matches": 27},
    ]
    table = standings(parts, ("points", "goal-difference", "goals-for"))
    assert table[:5] == ("velez-sarsfield", "talleres-c", "river-plate-arg", "racing-club", "boca-juniors")
    with_play_offs = standings([{**part, "matches": None} for part in parts], ("points",))
    assert with_play_offs[:3] != table[:3]


def test_no_table_of_what_the_facts_do_not_hold() -> None:
    assert standings([], BRAZIL) == ()
    part = {"competition": "bra-serie-a", "edition": "2019"}
    assert standings([part, {"competition": "bra-serie-a", "edition": "1901"}], BRAZIL) == ()


def test_domestic_matches_by_country() -> None:
    import datetime as dt

    held = domestic_matches(dt.date(2008, 1, 1), dt.date(2010, 12, 31))
    assert "ARG" not in held, "the facts hold no league of Argentina before 2012"
    assert held["BRA"] > 1000
