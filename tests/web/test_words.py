"""Pages speak the reader's language: what is left in English is marked as such."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from cupwright.app.web.compare_parts import compare_parts
from cupwright.report.answer import Answer
from cupwright.report.locales import language
from tests.report.sample import comparison
from tests.web.asking import whole

ENGLISH = re.compile(
    r"\b(?:of|the|with|and|because|not|between|from|match|matches|clubs|points|places?|round|stage|group|goals?|"
    r"difference|aggregate|hosts?|drawn|seeding|known|which|guests?|today|never|half|others|interval|settled)\b"
)
SEASON = "editions/copa-libertadores-2026"
_VOID = {"meta", "link", "input", "img", "br", "source", "hr", "wbr"}


class _Own(HTMLParser):
    """The text of a page outside elements that say they are in English."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            skipped = (tag != "html" and dict(attrs).get("lang") == "en") or tag in ("script", "style", "pre", "code")
            self.open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in _VOID and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(skipped for _, skipped in self.open):
            self.text.append(" ".join(data.split()))


def own_text(page: str) -> list[str]:
    """Return the pieces of text of a page that are in the reader's language."""
    parser = _Own()
    parser.feed(page)
    return parser.text


def english(page: str) -> list[str]:
    """Return the pieces of text that have English words."""
    return [piece for piece in own_text(page) if ENGLISH.search(piece)]


@pytest.mark.parametrize("code", ["es-419", "es-AR", "pt-BR"])
@pytest.mark.parametrize("page", ["question", "compare?proposal=guests-as-2016"])
def test_the_ledger_and_the_berths_are_in_the_readers_language(client: TestClient, code: str, page: str) -> None:
    text = whole(client, f"/{code}/{page}")
    assert english(text) == []
    assert english(whole(client, f"/en/{page}"))
    for words in ("gives its last slot", "lowest direct league slot", "Title-holder", "official list was not seen"):
        assert words not in text


@pytest.mark.parametrize("code", ["es-419", "es-AR", "pt-BR"])
@pytest.mark.parametrize(
    "edition", ["copa-libertadores-2015", "copa-libertadores-2017", "mls-2023", "copa-libertadores-2026"]
)
def test_an_edition_is_told_in_the_readers_language(client: TestClient, code: str, edition: str) -> None:
    text = whole(client, f"/{code}/editions/{edition}")
    assert english(text) == []


@pytest.mark.parametrize("code", ["es-419", "es-AR", "pt-BR"])
def test_the_gap_is_told_in_the_readers_language(client: TestClient, code: str) -> None:
    text = whole(client, f"/{code}/ratings/gap?of=BRA&over=MEX")
    assert english(text) == []
    figures = [piece for piece in own_text(text) if re.search(r"[+−]\d", piece)]
    assert len(figures) > 30
    # The decimal sign of es-419 is the point, as in English.
    assert code == "es-419" or [piece for piece in figures if re.search(r"\d\.\d", piece)] == []


@pytest.mark.parametrize(
    ("page", "status", "title", "words"),
    [
        ("nothing/here", 404, "Esa página no existe", "en esta dirección no hay nada"),
        ("editions/copa-libertadores-1066", 404, "Esa edición no existe", "«copa-libertadores-1066»"),
        ("compare?proposal=nope", 404, "Esa propuesta no existe", "no hay ninguna propuesta «nope»"),
        ("clubs/nope", 404, "Ese club no existe", "ningún club tiene la clave «nope»"),
        ("ratings/gap?of=XYZ", 404, "Esa liga no existe", "ninguna liga ni país se llama «XYZ»"),
        ("question?seed=-3", 400, "Esto no se puede responder", "un número entero, 0 o más"),
        ("question?worlds=7", 400, "Esto no se puede responder", "un número entero de 100 a 5.000"),
        (f"{SEASON}/odds?result.x=99-0", 404, "Ese partido no existe", "no es un partido por jugar"),
        (f"{SEASON}/odds?result.x=lost", 400, "Esto no se puede responder", "hasta 20 goles por lado"),
        ("question?stamp=0~0000000000~none", 410, "Este enlace se hizo con otros datos", "la de hoy sería otra"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_in_the_readers_language(
    client: TestClient, page: str, status: int, title: str, words: str
) -> None:
    got = client.get(f"/es-AR/{page}")
    said = own_text(got.text)
    assert got.status_code == status
    assert title in said
    assert any(words in piece for piece in said), said
    assert english(got.text) == []


def test_a_language_in_another_case_leads_to_the_page(client: TestClient) -> None:
    got = client.get("/pt-br/question?entry=as-2016")
    assert (got.status_code, got.headers["location"]) == (308, "/pt-BR/question?entry=as-2016")
    assert client.get("/ES-ar/").headers["location"] == "/es-AR/"
    assert client.get("/fr/question").status_code == 404


def test_a_note_that_is_told_as_not_known_is_not_told_again() -> None:
    note = "No prize money is assumed for the play-off."
    data = comparison()
    data["assumptions"], data["notes"] = [note], [note, "another"]
    parts = compare_parts(Answer(data), language("pt-BR"), whole=True)
    assert language("pt-BR").pgettext("note", note) in parts["unknowns"]
    assert parts["notes"] == ["another"]
    assert compare_parts(Answer(data), language("pt-BR"), whole=False)["notes"] == [note, "another"]


@pytest.mark.parametrize("page", ["clubs", "ratings"])
def test_the_unit_of_strength_is_explained(client: TestClient, page: str) -> None:
    assert "0,7 a mais quer dizer o dobro de gols marcados" in whole(client, f"/pt-BR/{page}")
