"""The brief: its sentences in four languages, its pictures, and the files it is written as."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cupwright as cw
from cupwright.errors import CupwrightError
from cupwright.ratings.settings import RatingSettings
from cupwright.report.answer import Answer
from cupwright.report.briefs import SUFFIXES, Brief, brief_of, check_suffix, render_brief, sentences
from cupwright.report.briefs.pictures import _broken
from cupwright.report.locales import CODES, Language, language
from cupwright.report.page import render_page
from cupwright.study.comparison import Comparison
from tests.report.pages import Page
from tests.report.sample import comparison
from tests.report.test_catalogues import with_fallback

HEADLINES = {
    "en": "With this change a guest would win the cup with a chance of 9% (4–20%).",
    "es-419": "Con este cambio, la probabilidad de que un invitado fuera campeón sería de 9% (4–20%).",
    "es-AR": "Con este cambio, la probabilidad de que un invitado saliera campeón sería del 9% (4–20%).",
    "pt-BR": "Com essa mudança, a chance de um convidado ser campeão seria de 9% (4–20%).",
}
PROPOSALS = {
    "mas-2026": "copa-libertadores-2026",
    "mas-2026-expand": "copa-libertadores-2026",
    "guests-as-2016": "copa-libertadores-2026",
    "no-guests-2016": "copa-libertadores-2016",
}


@pytest.fixture(scope="session")
def answers() -> dict[str, dict[str, Any]]:
    """Real comparisons of few worlds."""
    settings = RatingSettings(model="static")
    return {
        proposal: cw.compare(base, proposal, worlds=2000, settings=settings, sensitivity=False).to_dict()
        for proposal, base in PROPOSALS.items()
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """What is asked of the catalogues while a test runs."""
    keys: set[tuple[str, str]] = set()
    gettext, ngettext, pgettext = Language.gettext, Language.ngettext, Language.pgettext

    def one(self: Language, sentence: str) -> str:
        keys.add(("", sentence))
        return gettext(self, sentence)

    def many(self: Language, sentence: str, several: str, number: float) -> str:
        keys.add(("", sentence))
        return ngettext(self, sentence, several, number)

    def within(self: Language, context: str, sentence: str) -> str:
        keys.add((context, sentence))
        return pgettext(self, context, sentence)

    monkeypatch.setattr(Language, "gettext", one)
    monkeypatch.setattr(Language, "ngettext", many)
    monkeypatch.setattr(Language, "pgettext", within)
    return keys


def words(brief: Brief) -> str:
    """Return all that a brief says."""
    pictures = [text for each in brief.pictures for text in (each.title, each.caption, each.said)]
    parts = [brief.question, brief.headline, brief.more, brief.paragraph, *pictures, *brief.unknown, brief.reading]
    return "\n".join([*parts, brief.citation, brief.dates])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("proposal", PROPOSALS)
def test_nothing_is_left_untranslated(
    answers: dict[str, dict[str, Any]], asked: set[tuple[str, str]], proposal: str, code: str
) -> None:
    """Every sentence that a real comparison needs is in the catalogue, those put in by documents too."""
    brief = brief_of(answers[proposal], code)
    for picture in brief.pictures:
        picture.chart(True)
    assert len(asked) > 25
    if code != "en":
        assert asked - set(with_fallback(code)) == set()
    assert len(brief.pictures) == 3
    assert brief.headline and brief.paragraph and brief.unknown
    assert "%(" not in words(brief)
    assert str(answers[proposal]["provenance"]["documents_hash"])[:12] in brief.citation


def test_it_says_what_the_cup_would_look_like(answers: dict[str, dict[str, Any]]) -> None:
    said = {name: sentences.shape(Answer(data), language("pt-BR")) for name, data in answers.items()}
    assert said["mas-2026"] == said["guests-as-2016"] == ""
    assert said["mas-2026-expand"] == (
        "A fase de grupos teria 36 clubes em vez de 32. Fase nova: Repescagem dos segundos colocados."
    )


@pytest.mark.parametrize("code", CODES)
def test_headline(code: str) -> None:
    brief = brief_of(comparison(), code)
    assert brief.headline == HEADLINES[code]
    assert "Inter Miami 3% (1–9%)" in brief.more
    assert "Argentinos Juniors" in brief.paragraph and "Fluminense" in brief.paragraph


def test_the_figures_are_those_of_the_report() -> None:
    """The English sentences say what the terminal and the page say."""
    from cupwright.report import brief as report

    answer, say = Answer(comparison()), language("en")
    assert sentences.question(answer, say) == report.question(answer)
    assert sentences.payers(answer, say) == report.payers_sentence(answer)
    assert HEADLINES["en"].removesuffix(".").partition(" chance of ")[2] in report.headline(answer)


def test_who_pays_reads_well() -> None:
    say, answer = language("es-AR"), Answer(comparison())
    assert sentences.payers(answer, say).startswith("Argentinos Juniors y Bahia se quedan afuera: tenían chances del ")
    data = comparison()
    data["places"] = {"lost": data["places"]["lost"][:1], "gained": [], "moved": []}
    said = sentences.payers(Answer(data), language("pt-BR"))
    assert re.fullmatch(r"Argentinos Juniors perde a vaga: tinha \d+% de chance de jogar a fase de grupos\.", said)


def test_one_club_takes_the_singular() -> None:
    data = comparison()
    data["places"] = {"lost": data["places"]["lost"][:1], "gained": [], "moved": []}
    said = {code: sentences.money(Answer(data), language(code)) for code in ("en", "es-AR", "pt-BR")}
    assert said["en"].startswith("The club that loses out expects ")
    assert said["es-AR"].startswith("El club perjudicado sumaría ")
    assert said["pt-BR"].startswith("O clube prejudicado somaria ")
    assert sentences.money(Answer(comparison()), language("es-419")).startswith("Los clubes perjudicados sumarían ")


def test_nobody_pays() -> None:
    data = comparison()
    data["places"] = {"lost": [], "gained": data["places"]["gained"], "moved": []}
    brief = brief_of(data, "es-419")
    assert brief.paragraph.startswith("Nadie pierde su lugar ni empieza en una fase anterior")
    assert [picture.title for picture in brief.pictures][1:] == ["Quién gana y quién pierde", "Hasta dónde confiar"]


def test_without_guests_the_headline_is_about_members() -> None:
    data = comparison()
    data["sensitivity"] = []
    brief = brief_of(data, "en")
    assert re.match(r".+ gains most: \+[\d.]+ points of title chance \(.+ to .+\)\.", brief.headline)
    assert brief.more.count("loses most") == 1
    assert brief.pictures[2].title == "How far they travel"


def test_guests_that_leave(answers: dict[str, dict[str, Any]]) -> None:
    """Where only the rules as they are have guests, their chance is told and drawn."""
    brief = brief_of(answers["no-guests-2016"], "en")
    assert brief.more.startswith("As it is, a guest wins with a chance of ")
    assert "Toluca, Pumas UNAM and Puebla lose their places" in brief.paragraph


def test_favourites_and_guests_are_always_drawn(answers: dict[str, dict[str, Any]]) -> None:
    for proposal, data in answers.items():
        answer = Answer(data)
        said = brief_of(data, "en").pictures[0].said
        wanted = [*answer.by_title()[:3], *answer.guests]
        assert [club.name for club in wanted if club.name not in said] == [], proposal
        assert said.count("→") <= 10


def test_nothing_changes() -> None:
    data = comparison()
    data["sensitivity"] = []
    for row in data["odds"]:
        row["proposal"] = row["base"]
        row["change"] = {"mean": 0.0, "low": 0.0, "high": 0.0, "mc_error": 0.0}
    assert brief_of(data, "pt-BR").headline == "A chance de título de nenhum clube muda mais do que a margem de dúvida."


def without_guests(**changes: tuple[float, float, float]) -> dict[str, Any]:
    """Return a comparison of members alone, with these changes of the title chance and none elsewhere."""
    data = comparison()
    data["sensitivity"] = []
    for row in data["odds"]:
        row["proposal"] = row["base"]
        known = changes.get(row["club"].replace("-", "_"), (0.0, 0.0, 0.0)) if row["stage"] == "champion" else (0, 0, 0)
        row["change"] = {**dict(zip(("mean", "low", "high"), known, strict=True)), "mc_error": 0.0}
    return data


def test_a_loss_inside_the_noise_is_no_loss() -> None:
    data = without_guests(flamengo=(0.02, 0.01, 0.03), boca_juniors=(-0.001, -0.014, 0.013))
    brief = brief_of(data, "en")
    assert brief.headline.startswith("Flamengo gains most")
    assert brief.more == "No club of both fields clearly loses."
    assert "No club of the field clearly loses" in Page(render_page([data])).text()
    sure = without_guests(flamengo=(0.02, 0.01, 0.03), boca_juniors=(-0.03, -0.04, -0.013))
    assert brief_of(sure, "en").more.startswith("Boca Juniors loses most")


def test_another_edition_is_not_told_as_a_proposal() -> None:
    data = {**comparison(), "other_edition": True}
    said = {code: brief_of(data, code).paragraph for code in CODES}
    assert said["en"].startswith("Two editions with entrants of their own: 2 of those of Copa Libertadores 2026")
    assert "clubs that pay" not in said["en"] and "se quedan" not in said["es-419"]
    assert Answer(data).payers == []
    text = Page(render_page([data])).text()
    assert "Two editions with entrants of their own" in text and "lose their places" not in text


def test_what_is_not_known() -> None:
    data = {**comparison(), "partial": True, "worlds": 1234, "assumptions": ["Mi propia nota."]}
    unknown = brief_of(data, "es-AR").unknown
    assert unknown[0] == "El cálculo se detuvo: las cifras salen de 1.234 simulaciones."
    assert any("sería del 28%" in sentence for sentence in unknown)
    assert any("Inter Miami" in sentence and "6 de diciembre de 2025" in sentence for sentence in unknown)
    assert "Mi propia nota." in unknown


def test_the_proposal_of_a_user_keeps_its_own_words() -> None:
    data = comparison()
    data["titles"]["proposal"] = "minha proposta"
    data["base"] = "copa-do-bairro"
    assert brief_of(data, "pt-BR").question == "Copa Libertadores 2026: o que muda com “minha proposta”?"


def test_a_hostile_name_stays_a_name() -> None:
    """Neither HTML nor Typst reads a name as markup."""
    data = comparison(hostile='<script>alert(1)</script> #panic("x") $')
    page = render_brief(data, ".html", "en").decode()
    assert "<script>" not in page
    assert render_brief(data, ".pdf", "en").startswith(b"%PDF")


@pytest.mark.parametrize("code", CODES)
def test_a_pdf_is_one_page_and_says_the_headline(code: str, tmp_path: Path) -> None:
    made = render_brief(comparison(), ".pdf", code)
    assert made == render_brief(comparison(), ".pdf", code)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    if (reader := shutil.which("pdftotext")) is None:
        pytest.skip("pdftotext is not installed, so the words of the page were not read")
    (tmp_path / "brief.pdf").write_bytes(made)
    said = subprocess.run([reader, "-layout", tmp_path / "brief.pdf", "-"], capture_output=True, text=True, check=True)
    plain = " ".join(said.stdout.split())
    assert HEADLINES[code] in plain
    assert "copa-libertadores-2026" in plain


def test_no_line_of_a_headline_ends_inside_an_interval(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a longer and longer beginning the interval would stand at the end of the line sooner or later."""
    if (reader := shutil.which("pdftotext")) is None:
        pytest.skip("pdftotext is not installed, so the words of the page were not read")
    brief, page = brief_of(comparison(), "es-419"), tmp_path / "brief.pdf"
    for more in range(0, 24, 2):
        longer = replace(brief, headline=f"La probabilidad de que {'x' * more} sea campeón es de 14% (1–39%).")
        monkeypatch.setattr("cupwright.report.briefs.rendering.brief_of", lambda *_, longer=longer: longer)
        page.write_bytes(render_brief(comparison(), ".pdf", "es-419"))
        said = subprocess.run([reader, "-layout", page, "-"], capture_output=True, text=True, check=True).stdout
        assert "14% (1–39%)." in said, more


@pytest.mark.parametrize("proposal", PROPOSALS)
def test_every_proposal_fits_on_a_page(answers: dict[str, dict[str, Any]], proposal: str) -> None:
    assert len(re.findall(rb"/Type\s*/Page\b", render_brief(answers[proposal], ".pdf", "es-419"))) == 1


def test_what_is_long_is_set_smaller_and_what_is_too_long_is_refused() -> None:
    data = comparison()
    data["assumptions"] = ["Ein langer Satz über das, was niemand weiß. " * 8] * 3
    assert len(re.findall(rb"/Type\s*/Page\b", render_brief(data, ".pdf"))) == 1
    data["assumptions"] = ["Ein langer Satz über das, was niemand weiß. " * 200] * 3
    with pytest.raises(CupwrightError, match="does not fit on one page"):
        render_brief(data, ".pdf")
    assert "niemand" in render_brief(data, ".html").decode()


def test_a_slide_holds_its_charts_as_drawings() -> None:
    slide = render_brief(comparison(), ".svg", "es-419").decode()
    assert slide.startswith("<svg")
    assert "<image" not in slide
    assert "Toluca" in slide and "Sin cambios" in slide
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', slide)[0])
    assert width / height == pytest.approx(16 / 9, rel=0.001)
    import xml.etree.ElementTree as ET

    ET.fromstring(slide)


def test_html_stands_alone() -> None:
    page = render_brief(comparison(), ".html", "pt-BR").decode()
    assert '<html lang="pt-BR">' in page
    assert HEADLINES["pt-BR"] in page
    assert not re.findall(r'(?:src|href)="', page)
    assert "Segunda fase" in page and "Sem mudança" in page


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Toluca (invitado)", "Toluca (invitado)"),
        ("Boca Juniors (Second qualifying round)", "Boca Juniors\n(Second qualifying round)"),
        ("confederaciones casi parejas", "confederaciones\ncasi parejas"),
        ("sem confrontos entre confederações", "sem confrontos\nentre confederações"),
        ("Universidad Central de Venezuela", "Universidad Central\nde Venezuela"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmütze", "Donaudampfschifffahrtsgesellschaftskapitänsmütze"),
        (
            "one two three four five six seven eight nine ten and on",
            "one two three four five\nsix seven eight nine ten\nand on",
        ),
    ],
)
def test_names_beside_a_narrow_chart_are_broken_between_words(name: str, broken: str) -> None:
    assert _broken(name) == broken


def test_png_is_a_picture() -> None:
    assert render_brief(comparison(), ".png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["brief.docx", "brief"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(CupwrightError, match=r"a brief is one of \.pdf, \.html, \.png, \.svg"):
        check_suffix(Path(name))


def test_an_answer_writes_its_brief(tmp_path: Path) -> None:
    answer = Comparison(comparison())
    for suffix in SUFFIXES:
        assert answer.brief(tmp_path / f"b{suffix.upper()}", locale="es-AR").stat().st_size > 10_000
    assert (tmp_path / "b.PDF").read_bytes() == render_brief(comparison(), ".pdf", "es-AR")
    with pytest.raises(CupwrightError, match="there is no language `fr`"):
        answer.brief(tmp_path / "c.pdf", locale="fr")
    with pytest.raises(CupwrightError, match="a brief is one of"):
        answer.brief(tmp_path / "c.txt")
    assert not list(tmp_path.glob("c.*"))


MATCHES = [{"competition": "concacaf-champions"}, {"competition": "conmebol-libertadores"}]


def _year(*findings: dict[str, Any], feasible: bool = False) -> dict[str, Any]:
    return {**comparison(), "calendar": {
        "year": 2026, "feasible": feasible, "demands": {"rest_hours": 72}, "competitions": {}, "findings": findings,
    }}  # fmt: skip


def _lost(name: str, *, certain: bool) -> dict[str, Any]:
    return {"name": name, "hard": True, "of_cup": True, "certain": certain, "first": "2026-04-07", "matches": MATCHES}


@pytest.mark.parametrize("code", CODES)
def test_the_calendar_speaks_where_there_is_one(code: str) -> None:
    """Four things it can say, each its own sentence; without a calendar it is said that nobody looked."""
    maybe, sure = (_lost("Toluca", certain=certain) for certain in (False, True))
    other = _lost("Inter Miami", certain=False)
    asked = [comparison(), _year(feasible=True), _year(), _year(maybe, other), _year(maybe, other, sure)]
    said = [brief_of(data, code).unknown[-1] for data in asked]
    assert len(set(said)) == len(said)
    assert said[0] == language(code).text("Whether the calendar has room for it was not looked at here.")
    assert all("2026" in sentence for sentence in said[1:])
    assert "Toluca" in said[3] and "Inter Miami" in said[3] and language(code).date("2026-04-07") in said[3]
    assert "Toluca" in said[4] and "Inter Miami" not in said[4], "what is sure comes before what may be"
    assert all(language(code).competition("concacaf-champions") in sentence for sentence in said[3:])
