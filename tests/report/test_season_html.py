"""The pages of replays: whole in themselves, well-formed, with reason and source for what they say, safe from names."""

from __future__ import annotations

import re

import pytest

from cupwright.report.bracket import draw_bracket, shortened, trees
from cupwright.report.locales import language
from cupwright.report.register_html import register_html
from cupwright.report.retelling import Retold, Teller
from cupwright.report.season import bracket_stages
from cupwright.report.season_html import season_html, season_parts, verdict_words
from cupwright.rulebook import load_edition
from cupwright.study.entries import entry_of
from cupwright.study.replaying import Replay, replay
from tests.report.pages import Page

HOSTILE = "<script>alert(1)</script> & \"Sons\" 'FC'"
ORIGIN = {"version": "0", "facts_hash": "f" * 64, "documents_hash": "d" * 64, "command": "cupwright replay --all"}


NAMES = {club: club.upper() for club in load_edition("copa-libertadores-2017").clubs} | {"gremio": HOSTILE}


@pytest.fixture(scope="module")
def played() -> Replay:
    return replay("copa-libertadores-2017")


@pytest.fixture(scope="module")
def text(played: Replay) -> str:
    return season_html(played, entry_of(played).to_dict(), NAMES, ORIGIN, "index.html")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_well_formed_and_nothing_is_fetched(text: str, page: Page) -> None:
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert {reference for reference in page.references if not reference.startswith("#")} == {"index.html"}
    assert {reference[1:] for reference in page.references if reference.startswith("#")} <= set(page.ids)
    assert "url(" not in text and "@import" not in text and "http" not in text


def test_names_do_no_harm(text: str) -> None:
    assert "<script" not in text
    assert text.count("&lt;script&gt;") > 5


def test_tables_have_captions_and_headings(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") >= 8 + 7 + 2
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_the_criterion_stands_in_the_text_and_says_more_on_hover(page: Page) -> None:
    hovers = [attributes.get("title") or "" for tag, attributes in page.tags if tag == "td" and attributes.get("title")]
    assert len(hovers) == 8 * 3
    assert all(" stand above " in hover for hover in hovers)
    assert any(re.search(r"by goal difference: [+−]?\d+ against [+−]?\d+$", hover) for hover in hovers)
    assert "goal difference" in page.text()


def test_the_page_says_why_and_who_says_so(page: Page) -> None:
    said = page.text()
    for words in (
        "reproduced",
        "but for 2 accepted exceptions with a sourced reason",
        "Zero Hora, Feb 2017",
        "Paired by the draw as it fell",
        "the better seeded hosts it",
        "Sources of the rules and the record",
        "Irregular facts",
        "d" * 64,
        "cupwright replay --all",
    ):
        assert words in said, words
    chains = [path for path, _ in page.texts if path[-2:] == ("ol", "li")]
    assert len(chains) >= 5


def test_the_bracket_is_told_in_words(page: Page) -> None:
    (svg,) = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert svg["role"] == "img"
    assert (svg["aria-label"] or "").startswith("Final won by ")
    assert "Round of 16 won by" in (svg["aria-label"] or "")


def test_the_page_of_all(played: Replay) -> None:
    row = entry_of(played).to_dict()
    wrong = {**row, "edition": "cup-1", "title": "Cup <1>", "status": "differs", "differences": ["champion: the rules"]}
    page = Page(register_html([row, wrong], NAMES, ORIGIN, {row["edition"]: "one.html"}))
    assert page.faults == []
    assert "one.html" in page.references
    said = page.text()
    assert "2 editions: 1 reproduced, 1 differs." in said
    assert "Cup <1>" in said and "champion: the rules" in said


@pytest.mark.parametrize("status", ["reproduced", "partial", "differs", "error"])
def test_every_status_has_a_sentence(played: Replay, status: str) -> None:
    row = {**entry_of(played).to_dict(), "status": status, "differences": ["one", "two"]}
    said = verdict_words(row, NAMES)
    assert said.endswith(".") and ("2 points" in said) == (status == "differs")


def test_brackets_of_partial_seasons_stand_below_each_other(played: Replay) -> None:
    early = replay("copa-libertadores-2017", as_of="2017-08-20")
    rounds = bracket_stages(early.edition.format, [stage.id for stage in early.edition.format.stages])
    assert rounds == ["round-of-16", "quarter-finals", "semi-finals", "final"]
    roots = trees(early.season.ties, rounds)
    assert len(roots) == 4 and all(root.round == 1 for root in roots)
    lines = [line.plain for line in draw_bracket(roots, rounds, NAMES)]
    assert max(map(len, lines)) <= 100
    (whole,) = trees(played.season.ties, rounds)
    assert whole.leaves() == 8


def test_a_match_for_third_place_stands_outside_the_bracket() -> None:
    rules = load_edition("club-world-cup-2005").format
    assert bracket_stages(rules, [stage.id for stage in rules.stages]) == ["quarter-finals", "semi-finals", "final"]
    assert bracket_stages(rules, ["semi-finals"]) == []


def test_long_names_are_shortened() -> None:
    assert shortened("Universidad Católica", 16) == "Univ. Católica"
    assert shortened("Deportivo Capiatá", 30) == "Deportivo Capiatá"
    assert shortened("Independiente del Valle", 16) == "Indep. del Valle"
    assert shortened("Borussia Mönchengladbach", 10) == "Borussia…"


@pytest.mark.parametrize(
    "name", ["copa-libertadores-2026", "copa-libertadores-2010", "mls-2023", "club-world-cup-2005"]
)
def test_every_sentence_of_the_engine_is_told_in_the_readers_language(name: str) -> None:
    played = replay(name)
    parts = season_parts(played, entry_of(played).to_dict(), NAMES, language("pt-BR"))
    lines = [*parts["differences"], *parts["missing"], *(item["what"] for item in parts["exceptions"]),
             *(step for berth in parts["berths"] for step in berth["chain"])]  # fmt: skip
    assert lines and [line["text"] for line in lines if line["english"]] == []


def test_a_sentence_of_the_engine_keeps_its_facts() -> None:
    names = {"boca": "Boca", "river": "River"}
    tell = Teller(language("es-AR"), names, {"final": "Final"}, {"cwc": "Mundial"}, names).tell
    assert tell("`boca` takes `cwc` as winner of `final` (Rules, Art. 3)") == Retold(
        "Boca, como ganador (Final): Mundial", "Rules, Art. 3"
    )
    host = "first-leg host of boca v river in `final` (rule: better-seeded): the rules give boca, on record river"
    assert tell(host).text == (
        "Local en la ida de Boca – River (Final) (regla: define de local el mejor ubicado): según las reglas, Boca; "
        "según consta, River"
    )
    both = "if `boca` win `final`: `boca` beat `river` in `final` by penalties; `boca` takes `cwc` as winner of `final`"
    assert tell(both).text == (
        "Si gana Boca (Final): Boca le ganó a River (Final), por penales; Boca, como ganador (Final): Mundial"
    )
    assert tell("`boca` did what no form says") == Retold("Boca did what no form says", english=True)
