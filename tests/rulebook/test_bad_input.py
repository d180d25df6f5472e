"""Every mistake a user can make in a document is answered with place, facts and hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupwright.errors import CupwrightError
from cupwright.rulebook import amend, load, load_edition
from tests.rulebook.documents import CLUBS, write

Edit = tuple[str, str]

MISTAKES: dict[str, tuple[str, list[Edit], list[str]]] = {
    "unknown club": (
        "edition",
        [
            (
                "slot: ARG 3, association: ARG, enters: opening, club: lanus",
                "slot: ARG 3, association: ARG, enters: opening, club: lanuz",
            )
        ],
        ["there is no club `lanuz`", "edition.yaml:11  slots.ARG 3.club", "did you mean `lanus`"],
    ),
    "club of two names": (
        "edition",
        [("enters: opening, club: lanus", "enters: opening, club: barcelona")],
        ["`barcelona` alone does not say which club is meant", "`barcelona-sc` (ECU)", "`fc-barcelona` (ESP)"],
    ),
    "club of another country": (
        "edition",
        [("enters: opening, club: lanus", "enters: opening, club: river-plate-uru")],
        ["`river-plate-uru` is a club of URU, not ARG"],
    ),
    "unknown key": (
        "edition",
        [("legs: 2", "legz: 2")],
        ["unknown key `legz`", "format.yaml:22", "did you mean `legs`?"],
    ),
    "missing key": ("edition", [("year: 2026\n", "")], ["`year` is missing", "edition.yaml:1"]),
    "wrong type": (
        "edition",
        [("year: 2026", "year: next")],
        ["`year` is a whole number, not `next`", "edition.yaml:5  year"],
    ),
    "a date that is not one": (
        "edition",
        [("starts: 2026-02-01", "starts: 2026-02-31")],
        ["`starts` cannot be `2026-02-31`: there is no such day", "edition.yaml:6  starts"],
    ),
    "a date in another style": ("edition", [("2026-01-10", "10/01/2026")], ["year-month-day", "draws[1].date"]),
    "too few reach a stage": (
        "edition",
        [("winners}\n    draw", "winners, best: 1}\n    draw")],
        [
            "error[places]: stage `group` has 4 places but 3 entrants reach it",
            "format.yaml:30  stages.group.from",
            "2 slots + 1 best 1 winners of `opening`",
            "hint: `opening` produces 2 winners; `best: 2`?",
        ],
    ),
    "slots where none are taken": (
        "edition",
        [("      - slots\n      - {stage: opening", "      - {stage: opening")],
        ["2 slots enter at `group`, which takes none", "add `slots` to its `from`"],
    ),
    "a cycle": (
        "edition",
        [("{stage: opening, take: winners}\n    draw", "{stage: final, take: winners}\n    draw")],
        ["error[cycle]", "group <- final <- group", "format.yaml:30"],
    ),
    "a later stage": (
        "edition",
        [("      - slots\n    pairing", "      - slots\n      - {stage: final, take: losers}\n    pairing")],
        ["error[cycle]", "opening <- final <- group <- opening"],
    ),
    "an unknown stage": (
        "edition",
        [("enters: opening, club: bahia", "enters: openning, club: bahia")],
        ["there is no stage `openning`", "did you mean `opening`?"],
    ),
    "the same clubs twice": (
        "edition",
        [("{stage: group, take: place-1, by: [group-record]}", "{stage: opening, take: winners}")],
        ["winners of `opening` go on twice: there are 2"],
    ),
    "losers of a group": (
        "edition",
        [("take: place-1, by", "take: losers, by")],
        ["`group` has no `losers`", "place-1"],
    ),
    "a slot nobody fills": (
        "edition",
        [("club: lanus}", "guest: true}")],
        ["nobody fills the guest slot `ARG 3`", "edition.yaml:11"],
    ),
    "a slot twice": ("edition", [("slot: ARG 3", "slot: ARG 2")], ["the slot `ARG 2` stands 2 times"]),
    "a club twice": (
        "edition",
        [("club: bahia}", "club: flamengo}")],
        ["the club `flamengo` stands 2 times", "held by: BRA 2, BRA 3"],
    ),
    "quotas": (
        "edition",
        [("BRA: {opening: 2, group: 1}", "BRA: {opening: 3, group: 1}")],
        ["BRA has 3 places at `opening` but 2 slots", "slots: BRA 2, BRA 3"],
    ),
    "too many slots": (
        "edition",
        [("BRA: {opening: 2, group: 1}", "BRA: {opening: 1, group: 1}")],
        ["the slots at `opening` do not add up to the access list", "slots beyond the quotas: 1; holders add: 0"],
    ),
    "pots": (
        "edition",
        [("pots: [2, 2], order: [2, 1]", "pots: [2, 3], order: [2, 1]")],
        ["the pots hold 5 clubs but the stage has 4", "2 + 3 = 5"],
    ),
    "pots that admit no draw": (
        "edition",
        [("order: [2, 1]}", "order: [2, 1], apart: [{same: confederation}]}")],
        [
            "the pots of `opening` admit no draw",
            "4 clubs of members, at most 1 in each of 2",
            "stages.opening.pairing.draw.apart",
            "a higher `limit`",
        ],
    ),
    "a draw against the rules": (
        "edition",
        [
            ("order: [2, 1]}", "order: [2, 1], apart: [{same: association}]}"),
            ("[boca-juniors, bahia]", "[boca-juniors, lanus]"),
            ("[flamengo, lanus]", "[flamengo, bahia]"),
        ],
        ["the recorded draw of `opening` puts clubs together that the rules keep apart", "boca-juniors, lanus"],
    ),
    "a draw of another shape": (
        "edition",
        [("      - [flamengo, lanus]\n", "")],
        ["the recorded draw of `opening` has another shape", "2 ties of 2"],
    ),
    "a club drawn twice": ("edition", [("[flamengo, lanus]", "[flamengo, bahia]")], ["`bahia` was drawn 2 times"]),
    "a settling chain without end": (
        "edition",
        [("extra-time, penalties]", "extra-time]")],
        ["the settling chain of `final` may not end", "aggregate, extra-time", "`penalties`"],
    ),
    "tie-breakers without end": (
        "edition",
        [("[points, lots]", "[points, wins]")],
        ["may leave clubs level", "`lots`"],
    ),
    "a bracket": (
        "edition",
        [("seeds: [[1, 2]]", "seeds: [[1, 1]]")],
        ["do not use each seeding from 1 to 2 once", "seeding 1 stands 2 times"],
    ),
    "no pairing": (
        "edition",
        [("pairing:\n      seeds: [[1, 2]]", "pairing: {}")],
        ["`pairing` is not complete: it takes exactly one of `draw`, `seeds`, `entry` and `bracket`", "format.yaml:49"],
    ),
    "two changes in one": (
        "proposal",
        [("  - move-slot:", "    move-slot:")],
        ["it takes exactly one change; begin the next one with a hyphen"],
    ),
    "matchdays": (
        "edition",
        [("- [[1, 2]]", "- [[1, 3]]")],
        ["position 3 does not exist in groups of 2", "format.yaml:39"],
    ),
    "a record against itself": (
        "edition",
        [("winner: boca-juniors", "winner: bahia")],
        ["`boca-juniors` plays on after it went out", "out: `opening`, bahia v boca-juniors"],
    ),
    "a winner who did not play": (
        "edition",
        [("winner: boca-juniors", "winner: santos")],
        ["the winner of bahia v boca-juniors is `santos`, who did not play in it"],
    ),
    "the wrong year": ("edition", [("years: [2020, 2030]", "years: [2020, 2025]")], ["holds for 2020-2025, not 2026"]),
    "a stage before the one that feeds it": (
        "edition",
        [("group: [2026-03-01", "group: [2026-01-28")],
        ["`group` begins before `opening`, which feeds it", "`opening`: 2026-02-01 to 2026-02-10"],
    ),
    "an unknown source": (
        "edition",
        [("{of: rules", "{of: rulez")],
        ["`rulez` is not one of", "did you mean `rules`?"],
    ),
    "no such format": (
        "edition",
        [("format: ./format.yaml", "format: ./formt.yaml")],
        ["`./formt.yaml` does not exist", "edition.yaml:4  format"],
    ),
    "an unknown parameter": (
        "proposal",
        [("${club}", "${clob}")],
        ["`${clob}` is not a parameter of this proposal", "proposal.yaml:8", "did you mean `club`?"],
    ),
    "a default that is no choice": (
        "proposal",
        [("default: first", "default: frist")],
        ["the default `frist` of the parameter `club` is not one of its choices", "did you mean `first`?"],
    ),
    "an unknown change": (
        "proposal",
        [("move-slot", "moveslot")],
        ["unknown key `moveslot`", "did you mean `move-slot`"],
    ),
    "a change to nothing": (
        "proposal",
        [("slot: ARG 3, to", "slot: ARG 9, to")],
        ["there is no slot `ARG 9`", "proposal.yaml:9  changes[2].move-slot.slot"],
    ),
    "a path to nothing": (
        "proposal",
        [("path: stages.group.groups", "path: stages.groop.groups")],
        ["there is nothing at `stages.groop`", "did you mean `group`?", "proposal.yaml:11"],
    ),
    "a change that does not add up": (
        "proposal",
        [("value: 5}", "value: 6}")],
        ["stage `group` has 6 places but 5 entrants reach it", "proposal.yaml:9  stages.group.from"],
    ),
    "a guest nobody knows": (
        "proposal",
        [("first: inter-miami", "first: inter-miam")],
        ["there is no club `inter-miam`", "proposal.yaml:8  slots.MLS.club", "did you mean `inter-miami`"],
    ),
    "a value that does not fit": (
        "proposal",
        [("path: stages.group.places, value: 5", "path: stages.group.places, value: five")],
        ["`places` is a whole number, not `five`", "proposal.yaml:10"],
    ),
    "amends nothing": (
        "proposal",
        [("amends: ./edition.yaml", "amends: copa-libertadores-2027")],
        ["there is no document `copa-libertadores-2027`", "did you mean `copa-libertadores-2026`", "proposal.yaml:4"],
    ),
}


def test_the_documents_are_right_to_begin_with(tmp_path: Path) -> None:
    edition = load_edition(write(tmp_path), CLUBS)
    assert len(edition.slots) == 6
    assert load(tmp_path / "proposal.yaml", CLUBS).id == "tiny-proposal"


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_explained(name: str, tmp_path: Path) -> None:
    kind, edits, expected = MISTAKES[name]
    write(tmp_path, *edits)
    with pytest.raises(CupwrightError) as caught:
        load(tmp_path / f"{kind}.yaml", CLUBS)
    said = str(caught.value)
    for words in expected:
        assert words in said


def test_all_problems_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ("starts: 2026-02-01", "starts: 2026-02-31"),
        ("title: Tiny cup 2026", "titel: Tiny cup 2026"),
        ("seeds: [[1, 2]]", "seeds: [[1, 1]]"),
        ("extra-time, penalties]", "extra-time]"),
    )
    with pytest.raises(CupwrightError) as caught:
        load(path)
    assert {problem.code for problem in caught.value.problems} == {"value", "key", "bracket", "settle"}
    assert len(caught.value.problems) == 5


def test_every_problem_has_a_place(tmp_path: Path) -> None:
    for kind, edits, _ in MISTAKES.values():
        write(tmp_path, *edits)
        with pytest.raises(CupwrightError) as caught:
            load(tmp_path / f"{kind}.yaml", CLUBS)
        for problem in caught.value.problems:
            assert problem.place is not None
            assert problem.place.line is not None, problem


def test_unknown_parameter_and_choice(tmp_path: Path) -> None:
    edition = load_edition(write(tmp_path))
    proposal = load(tmp_path / "proposal.yaml")
    with pytest.raises(CupwrightError, match="has no parameter `clubb`") as caught:
        amend(edition, proposal, {"clubb": "first"})  # type: ignore[arg-type]
    assert "did you mean `club`?" in str(caught.value)
    with pytest.raises(CupwrightError, match="`third` is not a choice for the parameter `club`"):
        amend(edition, proposal, {"club": "third"})  # type: ignore[arg-type]


def test_a_proposal_for_another_edition(tmp_path: Path) -> None:
    edition = load_edition(write(tmp_path))
    with pytest.raises(CupwrightError, match="`mas-2026` amends `copa-libertadores-2026`, not `tiny-2026`"):
        amend(edition, load("mas-2026"))  # type: ignore[arg-type]


def test_unknown_names_list_the_known_ones() -> None:
    with pytest.raises(CupwrightError) as caught:
        load("copa-libertadores-2027")
    assert "did you mean `copa-libertadores-2026`" in str(caught.value)
    with pytest.raises(CupwrightError, match="does not exist"):
        load("./copa-libertadores-2026")
