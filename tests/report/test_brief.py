"""The answer in sentences, and the summary on a terminal."""

from __future__ import annotations

import pytest
from rich.console import Console

from cupwright.report import brief
from cupwright.report.answer import Answer, Chance
from cupwright.report.few_worlds import few_worlds_sentence
from cupwright.report.numbers import ABSENT, points
from cupwright.report.page import render_page
from cupwright.report.terminal import summary
from tests.report.sample import comparison


@pytest.fixture(scope="module")
def answer() -> Answer:
    return Answer(comparison())


def screen(answer: Answer, width: int = 100) -> str:
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as page:
        for part in summary(answer, "build/mas-2026.html"):
            console.print(part)
    return page.get()


def test_headline(answer: Answer) -> None:
    said = brief.headline(answer)
    assert said == "A guest wins the cup with a chance of 9% (4–20%): Inter Miami 3% (1–9%) and Toluca 3% (1–7%)."


def without_guests(**changes: tuple[float, float, float]) -> Answer:
    """The sample without guests; the changes of title chances named here (mean, low, high), all others zero."""
    data = comparison()
    data["sensitivity"] = []
    data["clubs"] = [row for row in data["clubs"] if not row["guest"]]
    for row in data["odds"]:
        if row["stage"] == "champion" and row["change"]:
            mean, low, high = changes.get(row["club"], (0.0, 0.0, 0.0))
            row["change"] |= {"mean": mean, "low": low, "high": high, "mc_error": 0.001}
    return Answer(data)


def test_a_change_that_may_be_nothing_is_no_headline() -> None:
    said = brief.headline(without_guests(flamengo=(0.02, 0.01, 0.04), palmeiras=(-0.01, -0.02, 0.001)))
    assert said == "Flamengo gains most, +2.0 points of title chance (+1.0 to +4.0)."
    said = brief.headline(without_guests(flamengo=(0.02, -0.01, 0.04)))
    assert said == (
        "No club's chance of the title clearly changes: the largest difference, of Flamengo, is +2.0 points "
        "(−1.0 to +4.0)."
    )
    lucky = brief.headline(without_guests(flamengo=(0.0015, 0.001, 0.002)))
    assert lucky.startswith("No club's chance"), "within twice the error of the worlds"
    assert brief.headline(without_guests()) == "No club's chance of the title changes."


def test_changes_of_the_title_have_intervals(answer: Answer) -> None:
    (line,) = (line for line in screen(answer).splitlines() if "Flamengo BRA" in line)
    change = answer.chance("flamengo", "champion", "change")
    assert change is not None and line.rstrip().endswith(f"{points(change.mean)}  {brief.points_span(change)}")
    assert brief.points_span(change) in render_page([answer.data])


def test_few_worlds_are_owned_up_to() -> None:
    data = comparison() | {"worlds": 500}
    said = brief.few_worlds(Answer(data))
    worst = max(
        side["mc_error"]
        for row in data["odds"] if row["stage"] == "champion"
        for side in (row["base"], row["proposal"]) if side
    )  # fmt: skip
    assert said.startswith(f"Only 500 worlds: a chance may be off by {200 * worst:.1f} points")
    assert said in " ".join(screen(Answer(data)).split()) and said in render_page([data])
    assert brief.few_worlds(Answer(data | {"worlds": 100_000})) == ""
    assert few_worlds_sentence(1, [Chance(1.0, 1.0, 1.0, 1.0)]) == (
        "Only 1 world: these are no chances yet. Ask for 100,000 worlds."
    )
    assert few_worlds_sentence(1, [Chance(1.0, 1.0, 1.0, 0.0)]) == "", "the rules alone settle it"


def test_who_pays(answer: Answer) -> None:
    assert {club.id for club in answer.payers} == {"argentinos-juniors", "bahia", "boca-juniors", "fluminense"}
    said = brief.payers_sentence(answer)
    assert "Argentinos Juniors and Bahia lose their places" in said
    assert "Boca Juniors and Fluminense start in an earlier round" in said


def test_one_payer_is_singular() -> None:
    data = comparison()
    data["places"] = {"lost": data["places"]["lost"][:1], "gained": [], "moved": data["places"]["moved"][:1]}
    said = brief.payers_sentence(Answer(data))
    assert "Argentinos Juniors loses its place, and with it a chance" in said
    assert "Boca Juniors starts in" in said


def test_nobody_pays() -> None:
    data = comparison()
    data["places"] = {"lost": [], "gained": [], "moved": []}
    said = brief.payers_sentence(Answer(data))
    assert said.startswith("Nobody loses a place or starts lower; the chance to play in the groups falls most for")
    assert "Boca Juniors (100% to 22%)" in said
    assert "nobody gains, loses or moves" in screen(Answer(data))


def test_dates_are_gathered(answer: Answer) -> None:
    assert "Inter Miami and Toluca 6 December 2025;" in brief.data_age(answer)


def test_the_ledger_names_the_change_and_where_a_club_drops_to() -> None:
    data = comparison()
    data["places"]["lost"][0] |= {
        "because": "mas-2026: remove-slot ARG 7: room for a guest",
        "to": "copa-sudamericana",
        "drops_to": "copa-sudamericana",
    }
    answer = Answer(data)
    move, before, after = brief.ledger_rows(answer)[0]
    assert (move.after, move.drops_to) == ("", "copa-sudamericana"), "outside this competition"
    assert (before, after) == ("Second qualifying round", "Copa Sudamericana")
    assert brief.because_words(answer, move) == ("room for a guest", "remove-slot ARG 7")


def test_a_berth_that_passes_on_comes_first_and_the_title_is_no_berth(answer: Answer) -> None:
    data = comparison()
    takers = [
        {"club": club, "base": answer.data["odds"][0]["base"], "proposal": None} for club in ("cusco",)
    ]  # fmt: skip
    data["berths"].insert(0, {"award": "title", "title": "Champion", "takers": takers, "passed_on": None})
    data["berths"].insert(0, {"award": "recopa", "title": "Recopa", "takers": takers, "passed_on": None})
    titles = [title for title, _ in brief.berth_groups(Answer(data))]
    assert titles == ["Club World Cup", "Recopa"]


def test_the_sensitivity_names_its_ends(answer: Answer) -> None:
    said = brief.sensitivity_sentence(answer)
    assert "28% (2–89%) without the matches that link the confederations" in said
    assert "7% to 28% over 7 settings" in said


def test_the_summary_fits_a_screen(answer: Answer) -> None:
    lines = screen(answer).rstrip("\n").split("\n")
    assert len(lines) <= 46
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    for words in ("Inter Miami", "ARG 7", "BRA 7", "Club World Cup", "100,000 worlds", "build/mas-2026.html"):
        assert words in text


def test_markup_in_a_name_is_text() -> None:
    assert "[bold]Fl[/x]amengo" in screen(Answer(comparison(hostile="[bold]Fl[/x]amengo")))


def test_metrics_have_units_and_signs() -> None:
    answer = Answer(comparison())
    cells = {row.metric: brief.metric_cells(row.unit, row.change, change=True) for row in answer.metrics()}
    assert cells["quality-best"] == "±0.000"
    assert cells["reach-population"] == "+13.1 million"
    assert brief.metric_cells("km", None) == "unknown"


def test_a_club_outside_the_cup_earns_nothing_but_its_travel_is_left_out(answer: Answer) -> None:
    together = answer.sum_of("prize-money", "", answer.payers)
    assert together is not None and together.base is not None and together.proposal is not None
    assert together.proposal.mean < together.base.mean
    travel = answer.mean_of("travel", "")
    assert travel is not None and travel.base is not None
    assert 8_000 < travel.base.mean < 12_000


def test_a_whole_field_that_changes_hands_still_fits_a_screen() -> None:
    data = comparison()
    lost = data["places"]["lost"][0]
    data["places"]["lost"] = [{**lost, "club": club["club"]} for club in data["clubs"] if not club["guest"]]
    answer = Answer(data)
    assert len(screen(answer).splitlines()) <= 52
    said = brief.payers_sentence(answer)
    assert said.startswith("Flamengo, Palmeiras, Boca Juniors and 44 other clubs lose their places.")
    assert brief.data_age(answer) == "Last match known of 49 guests and payers: 6 December 2025 to 2 February 2026."


def test_a_metric_without_meaning_is_a_dash_with_its_reason() -> None:
    data = comparison()
    row = next(row for row in data["metrics"] if row["metric"] == "decisive-matches")
    row |= {"proposal": None, "change": None, "note": "not counted: groups are compared"}
    found = Answer(data)
    (measure,) = [measure for measure in found.metrics() if measure.metric == "decisive-matches"]
    assert brief.measure_cells(measure) == {"base": "18.0", "proposal": ABSENT, "change": ABSENT}
    assert "not counted: groups are compared" in render_page([data])
    line = next(line for line in screen(found).splitlines() if "Group matches that decide" in line)
    assert line.split()[-3:] == ["→", ABSENT, ABSENT]


def test_a_berth_of_several_places_on_one_side_is_no_single_place() -> None:
    assert brief.has_one_place({"places": {"base": 1, "proposal": None}})
    assert not brief.has_one_place({"places": {"base": 1, "proposal": 2}})
