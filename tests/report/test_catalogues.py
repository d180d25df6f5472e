"""Every sentence in use has a translation into every language, with the same places for values."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from cupwright.report.locales import CODES, language
from cupwright.report.locales.catalogues import FALLBACK, read_catalogue
from tools import catalogues

USES = catalogues.uses()
FOREIGN = [code for code in CODES if code != "en"]


def catalogue(code: str) -> dict[catalogues.Key, tuple[str, ...]]:
    """Return what one file says: key -> its forms."""
    found: dict[catalogues.Key, tuple[str, ...]] = {}
    read: Catalog = read_catalogue(code)
    for message in read:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            found[message.context or "", one] = forms
    return found


def with_fallback(code: str) -> dict[catalogues.Key, tuple[str, ...]]:
    base = with_fallback(FALLBACK[code]) if code in FALLBACK else {}
    return {**base, **catalogue(code)}


def test_sentences_are_found() -> None:
    """In modules, in templates, in the library: none of the three is empty."""
    assert len({use.key for use in USES}) > 60
    assert {context for (context, _) in (use.key for use in USES)} >= {"", "stage", "competition", "proposal"}
    assert any(use.many for use in USES)


@pytest.mark.parametrize("code", FOREIGN)
def test_every_sentence_is_translated(code: str) -> None:
    known = with_fallback(code)
    missing = [(use.key, use.where) for use in USES if not all(known.get(use.key, ("",)))]
    assert missing == [], "run `python -m tools.catalogues`, then translate what it lists"


@pytest.mark.parametrize("code", FOREIGN)
def test_plurals_have_both_forms(code: str) -> None:
    known = with_fallback(code)
    assert [use.key for use in USES if len(known[use.key]) != (2 if use.many else 1)] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_nothing_is_kept_that_is_not_in_use(code: str) -> None:
    assert set(catalogue(code)) - {use.key for use in USES} == set()


@pytest.mark.parametrize("code", FOREIGN)
def test_places_are_the_same(code: str) -> None:
    """A form for one may do without the number."""
    known, wrong = with_fallback(code), []
    for use in USES:
        forms = known[use.key]
        for english, said in zip((use.key[1], use.many) if use.many else (use.key[1],), forms, strict=True):
            wanted, given = catalogues.places(english), catalogues.places(said)
            if sorted(set(wanted) - {"num"}) != sorted(set(given) - {"num"}):
                wrong.append((use.where, english, said))
    assert wrong == []


def test_every_call_gives_what_its_sentence_asks_for() -> None:
    wrong = []
    for use in USES:
        asked = set(catalogues.places(use.key[1])) | set(catalogues.places(use.many))
        if use.given is not None and use.given | ({"num"} if use.many else set()) != asked | (
            {"num"} if use.many else set()
        ):
            wrong.append((use.where, use.key[1], sorted(use.given)))
    assert wrong == []


def test_argentina_says_it_otherwise() -> None:
    """A sentence that is the same as elsewhere in Latin America is not kept twice."""
    base = catalogue("es-419")
    assert [key for key, forms in catalogue("es-AR").items() if base[key] == forms] == []


def test_calls_are_found_in_a_module() -> None:
    source = 'a = say.text("One %(x)s", x=1) + _("Two") + say.plural("%(num)s club", "%(num)s clubs", n)\nb.text(3)\n'
    found = catalogues.in_module(source, "here")
    assert {(use.key[1], use.many, use.where, use.given) for use in found} == {
        ("One %(x)s", "", "here:1", frozenset({"x"})),
        ("Two", "", "here:1", frozenset()),
        ("%(num)s club", "%(num)s clubs", "here:1", frozenset()),
    }


def test_calls_are_found_in_a_template() -> None:
    source = """<p title="{{ _('One %(x)s', x=name) }}">{{ ngettext("%(num)s club", "%(num)s clubs", n, num=w) }}
    {{ pgettext("stage", "Final") }} {% trans count=n %}Three{% endtrans %}</p>"""
    found = {use.key: use for use in catalogues.in_template(source, "there")}
    assert set(found) == {("", "One %(x)s"), ("", "%(num)s club"), ("stage", "Final"), ("", "Three")}
    assert found["", "One %(x)s"].given == {"x"}


@pytest.mark.parametrize("sentence", ["100% sure", "%d clubs", "%(x)d clubs"])
def test_a_bare_percent_sign_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="percent sign"):
        catalogues.places(sentence)


def test_a_new_sentence_is_added_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    old, new = catalogues.Use(("", "Old"), "", "x"), catalogues.Use(("", "New %(x)s"), "", "x")
    assert catalogues.update("pt-BR", [old]) == ([("", "Old")], [])
    file = tmp_path / "pt-BR.po"
    file.write_text(file.read_text().replace('msgstr ""', 'msgstr "Velho"'))
    assert catalogues.update("pt-BR", [old]) == ([], [])
    assert catalogues.update("pt-BR", [old, new]) == ([("", "New %(x)s")], [])
    assert "Velho" in file.read_text()
    assert catalogues.update("pt-BR", [new]) == ([("", "New %(x)s")], [("", "Old")])


def test_english_is_its_own_translation() -> None:
    assert language("en").text("Never %(said)s", said="before") == "Never before"
