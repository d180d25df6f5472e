"""The founding comparison on real data, in few worlds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cupwright as cw
from cupwright.study import running
from cupwright.study.cache import folder

BASE, HEADLINE = "copa-libertadores-2026", "mas-2026"
GUESTS = ("inter-miami", "toluca")
WORLDS = 2_000


@pytest.fixture(scope="module")
def answer() -> cw.Comparison:
    found = cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False)
    assert isinstance(found, cw.Comparison)
    return found


def by_club(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["club"]: row for row in rows}


def test_the_ledger_names_who_pays(answer: cw.Comparison) -> None:
    places = answer.places()
    assert {row["club"] for row in places["lost"]} == {"argentinos-juniors", "bahia"}
    assert {row["club"] for row in places["moved"]} == {"boca-juniors", "fluminense"}
    assert {row["club"] for row in places["gained"]} == set(GUESTS)
    assert answer.places_lost() == places["lost"]
    for row in places["lost"]:
        assert row["from"] == "second-round" and row["because"] and row["association"]
        assert row["to"] == row["drops_to"] == "copa-sudamericana"
    assert all(row["to"] == "second-round" and row["drops_to"] == "" for row in places["moved"])


def test_the_json_has_the_shape_that_was_promised(answer: cw.Comparison) -> None:
    data = json.loads(answer.to_json())
    for key in ("base", "proposal", "worlds", "seed", "places", "odds", "berths", "metrics", "sensitivity"):
        assert key in data
    assert set(data["provenance"]) == {"version", "facts_hash", "documents_hash", "command"}
    assert data["provenance"]["command"] == f"cupwright compare {BASE} {HEADLINE} --worlds {WORLDS} --seed 7"
    assert (data["base"], data["proposal"], data["worlds"], data["seed"]) == (BASE, HEADLINE, WORLDS, 7)
    for row in data["odds"]:
        for side in ("base", "proposal", "change"):
            if row[side] is not None:
                assert {"mean", "low", "high", "mc_error", "luck", "ignorance"} <= set(row[side])
                assert ("gap" in row[side]) == (row["club"] in GUESTS and row[side]["ignorance"] is not None)
    for taker in (taker for row in data["berths"] for taker in row["takers"] if taker["proposal"] is not None):
        told = taker["club"] in GUESTS and taker["proposal"]["ignorance"] is not None
        assert ("gap" in taker["proposal"]) == told
    assert len({(row["club"], row["stage"]) for row in data["odds"]}) == len(data["odds"]) == 49 * 9


def test_chances_are_chances(answer: cw.Comparison) -> None:
    for row in answer.odds():
        for side in (row["base"], row["proposal"]):
            if side is not None:
                assert 0 <= side["low"] <= side["mean"] <= side["high"] <= 1
                if side["luck"] is not None:
                    assert side["luck"] + side["ignorance"] == pytest.approx(1)
    for side, places in (("base", 1), ("proposal", 1)):
        assert sum(row[side]["mean"] for row in answer.odds("champion") if row[side]) == pytest.approx(places)
        assert sum(row[side]["mean"] for row in answer.odds("group-stage") if row[side]) == pytest.approx(32)
    assert sum(row["change"]["mean"] for row in answer.odds("champion")) == pytest.approx(0, abs=1e-12)


def test_a_club_outside_a_field_has_no_chance_there(answer: cw.Comparison) -> None:
    title = by_club(answer.odds("champion"))
    for club in GUESTS:
        assert title[club]["base"] is None
        assert title[club]["change"] == title[club]["proposal"]
    for club in ("bahia", "argentinos-juniors"):
        assert title[club]["proposal"] is None
        assert title[club]["change"]["mean"] == -title[club]["base"]["mean"]


def test_certain_and_impossible_are_told_from_unseen(answer: cw.Comparison) -> None:
    entry = by_club(answer.odds("first-round"))["flamengo"]["base"]
    assert (entry["mean"], entry["mc_error"]) == (0.0, 0.0)
    group = by_club(answer.odds("group-stage"))["flamengo"]["base"]
    assert (group["mean"], group["mc_error"]) == (1.0, 0.0)
    unseen = [row["base"] for row in answer.odds("champion") if row["base"] and row["base"]["mean"] == 0]
    assert all(side["mc_error"] == 1 / WORLDS for side in unseen)


def test_a_guest_passes_the_world_cup_place_on(answer: cw.Comparison) -> None:
    title = by_club(answer.odds("champion"))
    guests = sum(title[club]["proposal"]["mean"] for club in GUESTS)
    for berth in answer.berths():
        if berth["award"].startswith(("club-world-cup", "intercontinental")):
            assert berth["passed_on"]["base"]["mean"] == 0
            assert berth["passed_on"]["proposal"]["mean"] == pytest.approx(guests)
            assert not {row["club"] for row in berth["takers"]} & set(GUESTS)
            assert sum(row["proposal"]["mean"] for row in berth["takers"] if row["proposal"]) == pytest.approx(1)
            break
    else:
        pytest.fail("no award for the Club World Cup or the Intercontinental Cup")


def test_metrics_have_both_sides_and_a_change(answer: cw.Comparison) -> None:
    rows = {(row["metric"], row.get("club")): row for row in answer.metrics()}
    names = {name for name, _ in rows}
    assert names >= {"quality-mean", "quality-best", "balance", "stakeless-matches", "decisive-matches",
                     "prize-money", "travel", "reach-population", "reach-time-zones"}  # fmt: skip
    for row in rows.values():
        assert row["unit"]
        if isinstance(row["base"], dict) and isinstance(row["proposal"], dict):
            assert row["change"]["mean"] == pytest.approx(row["proposal"]["mean"] - row["base"]["mean"], abs=1e-6)
    assert rows["prize-money", "bahia"]["proposal"] is None
    assert rows["travel", "inter-miami"]["base"] is None
    assert rows["travel", "inter-miami"]["proposal"]["mean"] > 2 * 3 * 3000
    assert rows["reach-time-zones", None]["change"]["mean"] == 1
    assert 0 < rows["balance", None]["base"]["mean"] < 1
    assert 0 < rows["stakeless-matches", None]["base"]["mean"] < 10
    assert 20 < rows["decisive-matches", None]["base"]["mean"] < 96


def test_every_club_shows_the_age_of_its_data(answer: cw.Comparison) -> None:
    clubs = by_club(answer.to_dict()["clubs"])
    assert len(clubs) == 49
    assert clubs["inter-miami"]["last_match"] == "2025-12-06"
    assert all(row["last_match"] is None or row["last_match"] < "2026-02-03" for row in clubs.values())
    assert all(row["strength"]["low"] < row["strength"]["mean"] < row["strength"]["high"] for row in clubs.values())


def test_same_bytes_on_one_and_two_threads(answer: cw.Comparison) -> None:
    for threads in (1, 2):
        again = cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False, threads=threads)
        assert again.to_json() == answer.to_json()
    other = cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False, seed=8)
    assert other.to_json() != answer.to_json()


def test_several_proposals_share_the_worlds(answer: cw.Comparison) -> None:
    found = cw.compare(BASE, [HEADLINE, "mas-2026-expand"], worlds=WORLDS, sensitivity=False)
    assert isinstance(found, cw.Comparisons) and len(found) == 2
    assert [row["proposal"] for row in found.to_dict()] == [HEADLINE, "mas-2026-expand"]
    assert found[0].odds("champion") == answer.odds("champion")
    assert [row["base"] for row in found[1].odds("champion")] == [row["base"] for row in answer.odds("champion")]
    expanded = found[1]
    assert expanded.places_lost() == []
    assert sum(row["proposal"]["mean"] for row in expanded.odds("group-stage") if row["proposal"]) == pytest.approx(36)


def test_an_edition_against_itself_changes_nothing() -> None:
    same = cw.compare(BASE, BASE, worlds=500)
    assert isinstance(same, cw.Comparison)
    assert all(row["change"]["mean"] == row["change"]["low"] == row["change"]["high"] == 0 for row in same.odds())
    assert all(row["change"]["mean"] == 0 for row in same.metrics())
    assert same.places() == {"lost": [], "gained": [], "moved": []}
    assert same.sensitivity() == []


@pytest.mark.parametrize("worlds", [1, 2, 3, 5, 11])
def test_very_few_worlds_are_no_crash(worlds: int) -> None:
    few = cw.compare(BASE, HEADLINE, worlds=worlds, sensitivity=False)
    data = json.loads(few.to_json())
    assert data["worlds"] == worlds
    champion = [row["base"] for row in data["odds"] if row["stage"] == "champion" and row["base"]]
    assert sum(side["mean"] for side in champion) == pytest.approx(1)


def test_a_day_on_which_the_rule_books_have_parted_is_refused() -> None:
    with pytest.raises(cw.CupwrightError, match=r"part at `second-round`") as caught:
        cw.compare(BASE, HEADLINE, worlds=100, as_of="2026-03-01")
    assert "2025-12-18" in str(caught.value)


def test_a_later_day_holds_what_is_known_on_both_sides() -> None:
    same = cw.compare(BASE, BASE, worlds=500, as_of="2026-06-01")
    assert isinstance(same, cw.Comparison)
    reached = by_club(same.odds("round-of-16"))
    assert {row["base"]["mean"] for row in reached.values()} == {0.0, 1.0}
    assert same.to_dict()["ratings_until"] == "2026-06-01"


def test_out_of_the_cup_is_impossible_and_not_unseen() -> None:
    odds = cw.simulate(BASE, worlds=500, as_of="2026-06-01")
    title = by_club(odds.odds("champion"))
    for club in ("bahia", "boca-juniors"):  # lost in the second round; third in its group
        assert (title[club]["mean"], title[club]["mc_error"]) == (0.0, 0.0)
    assert title["flamengo"]["mean"] > 0
    through = by_club(odds.odds("round-of-16"))
    assert sum(row["mean"] for row in through.values()) == 16
    assert all(row["mc_error"] == 0 for row in through.values() if row["mean"] == 0)


def test_a_day_beyond_the_results_says_so() -> None:
    odds = cw.simulate(BASE, worlds=100, as_of="2026-12-31")
    assert any(note.startswith("Results are known until 2026-") for note in odds.to_dict()["notes"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"worlds": 0}, "worlds"),
        ({"worlds": -1}, "worlds"),
        ({"worlds": 1_000_000_000}, "worlds"),
        ({"seed": -1}, "seed"),
        ({"as_of": "soon"}, "date"),
        ({"base": "copa-america"}, "unknown-document"),
        ({"base": HEADLINE}, "kind"),
        ({"proposals": "mas-2062"}, "unknown-document"),
        ({"proposals": []}, "proposals"),
        ({"proposals": [HEADLINE, HEADLINE]}, "proposals"),
    ],
)
def test_wrong_questions_are_refused_in_words(arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(cw.CupwrightError, match=code):
        cw.compare(**{"base": BASE, "proposals": HEADLINE, "worlds": 100, **arguments})


def test_ratings_that_know_too_much_are_refused() -> None:
    with pytest.raises(cw.CupwrightError, match="later than 2026-02-02"):
        cw.compare(BASE, HEADLINE, ratings=cw.rate("2026-03-01"), worlds=100)
    given = cw.compare(BASE, HEADLINE, ratings=cw.rate("2026-02-02"), worlds=WORLDS, sensitivity=False)
    assert given.to_json() == cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False).to_json()


def test_no_folder_stands_in_the_answer(tmp_path: Path) -> None:
    from cupwright.rulebook import list_documents

    own = tmp_path / "mine.yaml"
    own.write_text(list_documents()[HEADLINE].read_text("utf-8"), "utf-8")
    found = cw.compare(BASE, own, worlds=100, sensitivity=False)
    assert isinstance(found, cw.Comparison)
    assert found.to_dict()["provenance"]["command"] == f"cupwright compare {BASE} mine.yaml --worlds 100 --seed 7"
    assert str(tmp_path) not in found.to_json()


def test_choices_of_a_proposal_are_part_of_the_question() -> None:
    keeps = cw.compare(BASE, HEADLINE, worlds=500, sensitivity=False, parameters={"club-world-cup": "guest-keeps"})
    assert isinstance(keeps, cw.Comparison)
    assert keeps.to_dict()["provenance"]["command"].endswith("--set club-world-cup=guest-keeps")
    berth = next(row for row in keeps.berths() if row["award"].startswith("club-world-cup"))
    assert {row["club"] for row in berth["takers"]} & set(GUESTS)
    assert berth["passed_on"]["proposal"] is None or berth["passed_on"]["proposal"]["mean"] == 0


def test_unknown_stage_or_club_lists_the_known(answer: cw.Comparison) -> None:
    with pytest.raises(cw.CupwrightError, match="did you mean `champion`"):
        answer.odds("champions")
    with pytest.raises(cw.CupwrightError, match="did you mean"):
        answer.odds(club="boca-junior")


def test_stopping_keeps_what_was_finished_on_all_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_STEP", 500)
    asked: list[str] = []

    def stop_later(done: int, of: int, what: str) -> None:
        asked.append(what)
        if done >= 2 * 1000 + 500 and not what.startswith("stopped"):
            raise KeyboardInterrupt

    stopped = cw.compare(BASE, HEADLINE, worlds=WORLDS, progress=stop_later)
    assert isinstance(stopped, cw.Comparison)
    assert stopped.partial
    assert stopped.to_dict()["worlds"] == 1000
    assert "1,000 of 2,000" in stopped.to_dict()["notes"][0]
    assert "sensitivity" not in " ".join(asked)
    assert "1,000 of 2,000 worlds are kept" in asked[-1]
    assert sum(row["proposal"]["mean"] for row in stopped.odds("champion") if row["proposal"]) == pytest.approx(1)


def test_stopping_at_once_leaves_nothing() -> None:
    def stop(_done: int, _of: int, _what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cw.compare(BASE, HEADLINE, worlds=100, progress=stop)


def test_a_cache_that_cannot_be_written_or_read_changes_nothing(
    answer: cw.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in folder().glob("ratings-*.npz"):
        kept.write_bytes(kept.read_bytes()[:1000])
    assert cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False).to_json() == answer.to_json()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path / "file" / "below"))
    assert cw.compare(BASE, HEADLINE, worlds=WORLDS, sensitivity=False).to_json() == answer.to_json()


def test_the_report_is_written_whole_or_not_at_all(answer: cw.Comparison, tmp_path: Path) -> None:
    page = answer.report(tmp_path / "new" / "mas.html")
    assert page.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")
    (tmp_path / "file").write_text("")
    with pytest.raises(cw.CupwrightError):
        answer.report(tmp_path / "file" / "mas.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "new"]


@pytest.fixture(scope="module")
def expanded() -> cw.Comparison:
    found = cw.compare(BASE, "mas-2026-expand", worlds=WORLDS, sensitivity=False)
    assert isinstance(found, cw.Comparison)
    return found


def test_matches_are_not_called_decisive_where_groups_are_compared(expanded: cw.Comparison) -> None:
    """Of nine runners-up five go on and four play off: no group by itself says who goes on."""
    (row,) = [row for row in expanded.metrics() if row["metric"] == "decisive-matches"]
    assert row["base"]["mean"] > 20
    assert row["proposal"] is None and row["change"] is None
    assert "different groups" in row["note"]
    (stakeless,) = [row for row in expanded.metrics() if row["metric"] == "stakeless-matches"]
    assert stakeless["proposal"]["mean"] > 0 and "note" not in stakeless


def test_places_of_a_berth_are_those_of_each_rule_book(expanded: cw.Comparison) -> None:
    berths = {row["award"]: row for row in expanded.berths()}
    sudamericana = berths["sudamericana-group-stage"]
    assert sudamericana["places"] == {"base": 4, "proposal": 2}
    for side, places in sudamericana["places"].items():
        assert sum(row[side]["mean"] for row in sudamericana["takers"] if row[side]) == pytest.approx(places)


def test_a_place_stays_empty_only_where_the_rules_allow_it(expanded: cw.Comparison) -> None:
    berths = {row["award"]: row["nobody"] for row in expanded.berths()}
    assert berths["title"]["base"]["mc_error"] == berths["title"]["proposal"]["mc_error"] == 0
    # Two guests at most are passed over, and behind the champion there are three more candidates.
    assert berths["club-world-cup-2029"]["proposal"]["mc_error"] == 0
    assert berths["sudamericana-play-offs"]["proposal"]["mc_error"] == 0

    chosen = {"club-world-cup": "nobody"}
    found = cw.compare(BASE, "mas-2026-expand", worlds=200, sensitivity=False, parameters=chosen)
    assert isinstance(found, cw.Comparison)
    berth = next(row for row in found.berths() if row["award"] == "club-world-cup-2029")
    assert berth["nobody"]["base"]["mc_error"] == 0
    assert berth["nobody"]["proposal"]["mc_error"] > 0


def test_guests_who_are_still_to_be_decided_are_refused_and_named() -> None:
    with pytest.raises(cw.CupwrightError) as refused:
        cw.compare(BASE, "mas-2027", worlds=200, sensitivity=False)
    assert [problem.code for problem in refused.value.problems] == ["undecided", "undecided"]
    assert "`LMX 1` of mas-2027" in str(refused.value) and "liga-mx-2026-apertura" in str(refused.value)
