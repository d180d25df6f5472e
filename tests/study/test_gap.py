"""The gap between two leagues: names of leagues, and a small world taken apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import Ratings, RatingSettings, fit
from cupwright.ratings.settling import prospect
from cupwright.report.gap import gap_page, gap_sentence, kind_rows, settle_sentence
from cupwright.study import gap
from cupwright.study.leagues import League, leagues_named
from tests.ratings.world import SETTINGS, UNTIL, World, world

LEAGUES = {
    "one": League("ONE", "CONMEBOL", "One", "one-a"),
    "two": League("TWO", "CONMEBOL", "Two", "two-a"),
    "tre": League("TRE", "CONCACAF", "Tre", "tre-a"),
}


@pytest.fixture(scope="module")
def small() -> World:
    return world()


@pytest.fixture
def asked(small: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def rated(day: dt.date, settings: RatingSettings) -> Ratings:
        return fit(small.results, small.clubs, settings, day)

    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(gap, "leagues_named", lambda words: [LEAGUES[word] for word in words])
    monkeypatch.setattr(gap, "inputs_until", lambda *_: (small.results, small.clubs))
    monkeypatch.setattr(gap, "rate", rated)


def test_leagues_by_any_of_their_names() -> None:
    for words in (("brazil-serie-a", "mls"), ("bra-serie-a", "usa-mls"), ("Brazil", "United States"), ("BRA", "usa")):
        found = leagues_named(words)
        assert [(one.country, one.confederation) for one in found] == [("BRA", "CONMEBOL"), ("USA", "CONCACAF")]
        assert [one.competition for one in found] == ["bra-serie-a", "usa-mls"]
    assert leagues_named(["liga-mx", "Mexico"][:1])[0].country == leagues_named(["mexico"])[0].country == "MEX"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brazl", "mxico"), "no league or country is called `brazl`.*no league or country is called `mxico`"),
        (("conmebol-libertadores", "mls"), "a cup between countries"),
        (("bra-serie-b", "mls"), "not a first tier"),
        (("usa", "mls"), "compared with itself"),
    ],
)
def test_what_is_no_league_is_an_error(words: tuple[str, str], said: str) -> None:
    with pytest.raises(CupwrightError, match=f"(?s){said}"):
        leagues_named(words)


@pytest.mark.usefixtures("asked")
def test_a_gap_taken_apart(small: World) -> None:
    found = gap.gap_between("one", "tre", UNTIL, SETTINGS)
    mean, sd = fit(small.results, small.clubs, SETTINGS, UNTIL).league_gap("ONE", "TRE")
    assert (found["mean"], found["sd"]) == pytest.approx((mean, sd), abs=1e-4)
    assert found["low"] < found["mean"] < found["high"]
    assert {row["kind"]: row["matches"] for row in found["kinds"]} == {"direct": 14, "bridge": 14}
    assert sum(row["matches"] for row in found["decades"]) == found["bearing"] == 28
    without = {row["kind"]: row["without"] for row in found["kinds"]}
    direct = fit(small.results, small.clubs, replace(SETTINGS, links="direct"), UNTIL).league_gap("ONE", "TRE")
    assert (without["bridge"]["mean"], without["bridge"]["sd"]) == pytest.approx(direct, abs=0.03)
    sizes = [abs(row["change"]) for row in found["matches"]]
    assert len(sizes) == 20
    assert sizes == sorted(sizes, reverse=True)
    assert all(row["weight"] > 0 for row in found["matches"])


@pytest.mark.usefixtures("asked")
def test_the_settings_that_move_it() -> None:
    rows = {row["setting"]: row for row in gap.gap_between("one", "tre", UNTIL, SETTINGS)["sensitivity"]}
    assert list(rows) == ["as it is", "links direct", "links none", "prior 0.5", "prior 2", "drift 0", "drift 0.1"]
    none = rows["links none"]
    assert not none["identified"]
    assert (none["mean"], none["sd"]) == (None, None)
    assert "no chain of matches" in none["words"]
    assert rows["as it is"]["sd"] < rows["links direct"]["sd"]
    assert rows["drift 0"]["sd"] < rows["as it is"]["sd"] < rows["drift 0.1"]["sd"]


@pytest.mark.usefixtures("asked")
def test_a_league_cut_off_has_no_gap() -> None:
    """Its doubt is told in words, nowhere as a number that could be taken for knowledge."""
    found = gap.gap_between("one", "tre", UNTIL, replace(SETTINGS, links="none"))
    assert not found["identified"]
    assert [found[key] for key in ("mean", "sd", "low", "high")] == [None] * 4
    assert found["matches"] == []
    assert "not identified" in gap_sentence(found)
    lines = [str(line) for line in gap_page(found, {})]
    assert sum(f"{found['words']}." in line for line in lines) == 1


@pytest.mark.usefixtures("asked")
def test_without_all_that_ties_two_leagues_there_is_no_gap() -> None:
    found = gap.gap_between("one", "tre", UNTIL, replace(SETTINGS, links="direct"))
    (direct,) = found["kinds"]
    assert direct["kind"] == "direct" and found["identified"]
    assert (direct["change"], direct["weight"], direct["without"]["mean"], direct["without"]["low"]) == (None,) * 4
    assert kind_rows(found)[0][2:] == ("not identified", "")
    both = gap.gap_between("one", "tre", UNTIL, SETTINGS)["kinds"]
    assert all(kind["without"]["mean"] is not None for kind in both)


@pytest.mark.usefixtures("asked")
def test_a_setting_that_leaves_a_league_without_matches_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A league outside both confederations plays in none of the links but the bridge."""
    rated = gap.rate

    def none_left(day: dt.date, settings: RatingSettings) -> Ratings:
        if settings.links == "none":
            raise CupwrightError.of("no-results", "no recent first-tier result of a club of TRE")
        return rated(day, settings)

    monkeypatch.setattr(gap, "rate", none_left)
    rows = {row["setting"]: row for row in gap.gap_between("one", "tre", UNTIL, SETTINGS)["sensitivity"]}
    assert not rows["links none"]["identified"] and rows["links none"]["mean"] is None
    assert "no match of one of the two leagues" in rows["links none"]["words"]
    assert rows["links direct"]["identified"]


@pytest.mark.usefixtures("asked")
def test_within_a_confederation_matches_abroad_carry_it() -> None:
    found = gap.gap_between("one", "two", UNTIL, SETTINGS)
    assert {row["kind"]: row["matches"] for row in found["kinds"]} == {"direct": 14, "bridge": 21}
    assert kind_rows(found)[0][0] == "One against Two"


@pytest.mark.usefixtures("asked")
def test_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = gap.gap_between("one", "tre", UNTIL, SETTINGS)
    monkeypatch.delattr(gap, "rate")
    assert gap.gap_between("one", "tre", UNTIL, SETTINGS) == first


@pytest.mark.usefixtures("asked")
def test_a_page_says_all_of_it() -> None:
    found = gap.gap_between("one", "tre", UNTIL, SETTINGS)
    assert "for each of the average club of" in gap_sentence(found)
    # The widths themselves, not shares of the present one.
    widths = [found["settle"]["season"][k]["width_guests"] for k in (0, -1)]
    said = "One season of guests, 12 to 40 matches, would bring it down to {:.2f} or {:.2f};".format(*widths)
    assert said in settle_sentence(found)
    assert len(gap_page(found, {})) > 10


def test_more_matches_settle_it_as_a_fit_to_them_does(small: World) -> None:
    """Matches are invented with the expected scores; their fit narrows the gap as was said before them."""
    ratings = fit(small.results, small.clubs, SETTINGS, UNTIL)
    average, guests = (prospect(ratings, ("ONE", "TRE"), "guests", count, 4) for count in (None, 4))
    assert average.sd == pytest.approx(ratings.league_gap("ONE", "TRE")[1], abs=1e-6)
    sds = [average.sd_after(n) for n in (0, 12, 40, 1000)]
    assert sds == sorted(sds, reverse=True)
    lonely = prospect(ratings, ("ONE", "TRE"), "guests", 1, 1)
    assert average.sd_after(1000) < lonely.sd_after(1000) < average.sd
    assert lonely.matches_for(0.01) is None
    played = average.matches_for(average.sd / 2)
    assert played is not None
    assert average.sd_after(played) <= average.sd / 2 < average.sd_after(played - 1)
    pairs = [(f"one-{k}", f"tre-{m}") for k in range(4) for m in range(4)]
    more = _invented(small, pairs * 2, [average.rates.mean()] * 2)
    after = fit(more, small.clubs, SETTINGS, UNTIL).league_gap("ONE", "TRE")[1]
    assert guests.sd_after(64) == pytest.approx(after, rel=0.1)


def _invented(small: World, pairs: list[tuple[str, str]], rates: list[float]) -> Any:
    """Return the results with a match on each side's ground for each pair, on the last day."""
    from cupwright.ratings import Results

    results, rng = small.results, np.random.default_rng(3)
    home = [name for pair in pairs for name in pair]
    away = [name for one, two in pairs for name in (two, one)]
    n = len(home)
    return Results.of(
        np.concatenate([results.date, np.full(n, np.datetime64(UNTIL))]),
        [results.competitions[k] for k in results.competition] + ["guests"] * n,
        [results.clubs[k] for k in results.home] + home,
        [results.clubs[k] for k in results.away] + away,
        np.concatenate([results.goals_home, rng.poisson(rates[0], n)]),
        np.concatenate([results.goals_away, rng.poisson(rates[1], n)]),
        np.concatenate([results.neutral, np.zeros(n, bool)]),
        np.concatenate([results.weight, np.ones(n)]),
    )
