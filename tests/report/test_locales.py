"""Numbers, dates, money and names in the four languages, against a table written by hand."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from cupwright.errors import CupwrightError
from cupwright.report import numbers
from cupwright.report.answer import Chance
from cupwright.report.locales import CODES, Language, language

# A hard space is written "~" here.
WRITTEN: list[tuple[str, tuple[Any, ...], tuple[str, str, str, str]]] = [
    # method, arguments: en, es-419, es-AR, pt-BR
    ("percent", (0.1234,), ("12%", "12%", "12%", "12%")),
    ("percent", (0.1234, 1), ("12.3%", "12.3%", "12,3%", "12,3%")),
    ("percent", (0.004,), ("<1%", "<1%", "<1%", "<1%")),
    ("percent", (0.9996, 1), (">99.9%", ">99.9%", ">99,9%", ">99,9%")),
    ("percent", (None,), ("–", "–", "–", "–")),
    ("interval", (0.012, 0.354), ("1–35%", "1–35%", "1–35%", "1–35%")),
    ("interval", (0.012, 0.354, 1), ("1.2–35.4%", "1.2–35.4%", "1,2–35,4%", "1,2–35,4%")),
    ("interval", (0.001, 0.999), ("<1%~to~>99%", "<1%~a~>99%", "<1%~a~>99%", "<1%~a~>99%")),
    (
        "chance",
        (Chance(0.4, 0.001, 0.999, 0.01),),
        (
            "40% (from under 1% to over 99%)",
            "40% (de menos de 1% a más de 99%)",
            "40% (de menos de 1% a más de 99%)",
            "40% (de menos de 1% a mais de 99%)",
        ),
    ),
    ("span", (-0.125, 0.004, 2), ("−0.13~to~0.00", "−0.13~a~0.00", "−0,13~a~0,00", "−0,13~a~0,00")),
    ("points", (-0.0385,), ("−3.9", "−3.9", "−3,9", "−3,9")),
    ("points", (0.0001,), ("+0.0", "+0.0", "+0,0", "+0,0")),
    ("number", (1234567.89, 1), ("1,234,567.9", "1,234,567.9", "1.234.567,9", "1.234.567,9")),
    ("number", (1234,), ("1,234", "1,234", "1.234", "1.234")),
    ("signed", (-1234.5, 1), ("−1,234.5", "−1,234.5", "−1.234,5", "−1.234,5")),
    ("km", (12345.6,), ("12,346~km", "12,346~km", "12.346~km", "12.346~km")),
    ("km", (None,), ("–", "–", "–", "–")),
    ("money", (4_125_000,), ("US$4.13~million", "USD~4.13~millones", "US$4,13~millones", "US$~4,13~milhões")),
    ("money", (1_000_000,), ("US$1.00~million", "USD~1.00~millón", "US$1,00~millón", "US$~1,00~milhão")),
    ("money", (1_500_000,), ("US$1.50~million", "USD~1.50~millones", "US$1,50~millones", "US$~1,50~milhão")),
    ("money", (330_000,), ("US$330,000", "USD~330,000", "US$330.000", "US$~330.000")),
    ("money", (-330_000,), ("−US$330,000", "−USD~330,000", "−US$330.000", "−US$~330.000")),
    ("money", (None,), ("–", "–", "–", "–")),
    (
        "date",
        ("2025-12-06",),
        ("6 December 2025", "6 de diciembre de 2025", "6 de diciembre de 2025", "6 de dezembro de 2025"),
    ),
    (
        "date",
        (dt.date(2026, 2, 1),),
        ("1 February 2026", "1 de febrero de 2026", "1 de febrero de 2026", "1º de fevereiro de 2026"),
    ),
    ("date", ("",), ("–", "–", "–", "–")),
    (
        "competition",
        ("copa-libertadores-2026",),
        ("Copa Libertadores 2026", "Copa Libertadores 2026", "Copa Libertadores 2026", "Copa Libertadores 2026"),
    ),
    (
        "competition",
        ("copa-sudamericana",),
        ("Copa Sudamericana", "Copa Sudamericana", "Copa Sudamericana", "Copa Sul-Americana"),
    ),
    (
        "competition",
        ("club-world-cup-2025",),
        (
            "FIFA Club World Cup 2025",
            "Mundial de Clubes 2025",
            "Mundial de Clubes 2025",
            "Copa do Mundo de Clubes 2025",
        ),
    ),
    (
        "competition",
        ("liga-mx-2025-apertura",),
        ("Liga MX Apertura 2025", "Liga MX Apertura 2025", "Liga MX Apertura 2025", "Liga MX Apertura 2025"),
    ),
    (
        "competition",
        ("concacaf-champions-2014-15",),
        (
            "CONCACAF Champions League 2014-15",
            "Liga de Campeones de la Concacaf 2014-15",
            "Liga de Campeones de la Concacaf 2014-15",
            "Liga dos Campeões da Concacaf 2014-15",
        ),
    ),
    ("competition", ("mls-2026-mine",), ("mls-2026-mine", "mls-2026-mine", "mls-2026-mine", "mls-2026-mine")),
    ("competition", ("my-cup-2030",), ("my-cup-2030", "my-cup-2030", "my-cup-2030", "my-cup-2030")),
    ("stage", ("round-of-16",), ("Round of 16", "Octavos de final", "Octavos de final", "Oitavas de final")),
    ("stage", ("first-round", "First stage"), ("First stage", "Primera fase", "Primera fase", "Primeira fase")),
    ("stage", ("first-round",), ("First qualifying round", "Fase 1", "Fase 1", "Primeira fase")),
    ("stage", ("ninth-round",), ("ninth-round", "ninth-round", "ninth-round", "ninth-round")),
    ("stage", ("final", "Superfinal"), ("Superfinal", "Superfinal", "Superfinal", "Superfinal")),
    ("country", ("USA",), ("United States", "Estados Unidos", "Estados Unidos", "Estados Unidos")),
    ("country", ("BRA",), ("Brazil", "Brasil", "Brasil", "Brasil")),
    ("country", ("BOL",), ("Bolivia", "Bolivia", "Bolivia", "Bolívia")),
    ("country", ("ENG",), ("England", "Inglaterra", "Inglaterra", "Inglaterra")),
    ("country", ("XXX",), ("XXX", "XXX", "XXX", "XXX")),
    ("list", (["a", "b", "c"],), ("a, b and c", "a, b y c", "a, b y c", "a, b e c")),
    (
        "list",
        (["Toluca", "Inter Miami"],),
        ("Toluca and Inter Miami", "Toluca e Inter Miami", "Toluca e Inter Miami", "Toluca e Inter Miami"),
    ),
    ("list", (["Santos", "Hierro"],), ("Santos and Hierro", "Santos y Hierro", "Santos y Hierro", "Santos e Hierro")),
    ("list", (["uno"],), ("uno", "uno", "uno", "uno")),
    ("list", ([],), ("", "", "", "")),
]
LANGUAGES = [language(code) for code in CODES]
CHANCES = st.floats(0, 1)


@pytest.mark.parametrize(("method", "arguments", "expected"), WRITTEN)
def test_written_as_readers_write(method: str, arguments: tuple[Any, ...], expected: tuple[str, ...]) -> None:
    said = [getattr(each, method)(*arguments).replace("\u00a0", "~") for each in LANGUAGES]
    assert said == list(expected)


def test_the_four() -> None:
    assert list(CODES) == ["en", "es-419", "es-AR", "pt-BR"]
    assert [each.name for each in LANGUAGES][3] == "Português (Brasil)"


def test_an_unknown_language_lists_the_four() -> None:
    with pytest.raises(CupwrightError) as caught:
        language("es-MX")
    assert all(code in str(caught.value) for code in CODES)
    assert "[locale]" in str(caught.value)


def _read(each: Language, text: str, mark: str = "%") -> float:
    """Read a figure back as its reader would."""
    plain = text.removesuffix(mark).replace("−", "-")
    group, point = (".", ",") if each.code in ("es-AR", "pt-BR") else (",", ".")
    return float(plain.replace(group, "").replace(point, "."))


@given(chance=CHANCES, digits=st.integers(0, 2))
def test_a_percent_read_back_is_within_rounding(chance: float, digits: int) -> None:
    for each in LANGUAGES:
        text = each.percent(chance, digits)
        value, half = _read(each, text.lstrip("<>")), 10**-digits / 2
        if text.startswith("<"):
            assert 100 * chance < half
        elif text.startswith(">"):
            assert 100 * chance >= 100 - half
        else:
            assert abs(value - 100 * chance) <= half * (1 + 1e-9)


@given(ends=st.tuples(CHANCES, CHANCES), digits=st.integers(0, 2))
def test_an_interval_keeps_its_order(ends: tuple[float, float], digits: int) -> None:
    low, high = sorted(ends)
    for each in LANGUAGES:
        # As wide as can be, it has a word between its ends.
        ends_said = re.split("–|\u00a0(?:to|a)\u00a0", each.interval(low, high, digits))
        first, last = (_read(each, end.strip("<>%")) for end in (ends_said[0], ends_said[-1]))
        assert first <= last


@given(value=st.floats(-1e9, 1e9), digits=st.integers(0, 3))
def test_a_number_read_back_is_within_rounding(value: float, digits: int) -> None:
    for each in LANGUAGES:
        assert abs(_read(each, each.number(value, digits)) - value) <= 10**-digits / 2 + 1e-6


@given(chance=CHANCES, digits=st.integers(0, 1))
def test_english_reads_as_the_rest_of_the_report(chance: float, digits: int) -> None:
    assert language("en").percent(chance, digits) == numbers.percent(chance, digits)


def test_a_chance_with_its_interval() -> None:
    chance = Chance(0.1234, 0.051, 0.234, 0.001)
    assert [each.chance(chance, 1) for each in LANGUAGES] == [
        "12.3% (5.1–23.4%)",
        "12.3% (5.1–23.4%)",
        "12,3% (5,1–23,4%)",
        "12,3% (5,1–23,4%)",
    ]
    assert language("en").chance(Chance(1.0, 1.0, 1.0)) == "100% (100%)"
    assert language("en").chance(None) == "–"


@pytest.mark.parametrize(("number", "forms"), [(0, "mnno"), (1, "oooo"), (2, "mnnm"), (1000, "mnnm")])
def test_plural_forms(number: int, forms: str) -> None:
    """Brazil counts nothing as one: "0 milhão"."""
    one = [each.ngettext("%(amount)s million", "%(amount)s million", number) for each in LANGUAGES]
    wanted = {
        "o": ("%(amount)s million", "%(amount)s millón", "%(amount)s millón", "%(amount)s milhão"),
        "m": ("%(amount)s million", "", "", "%(amount)s milhões"),
        "n": ("", "%(amount)s millones", "%(amount)s millones", ""),
    }
    assert one == [wanted[form][place] for place, form in enumerate(forms)]


def test_a_template_speaks_the_language() -> None:
    template = "{{ pgettext('stage', 'Final') }} {{ pgettext('stage', 'Champion') }} {{ _('%(x)s %%', x='<i>') }} "
    template += "{{ language.percent(0.5) }}"
    environment = Environment(autoescape=True)
    language("pt-BR").install(environment)
    assert environment.from_string(template).render() == "Final Campeão &lt;i&gt; % 50%"


def test_no_name_is_left_in_english() -> None:
    """A name that is a sentence of English words does not stand in a Spanish page."""
    english = re.compile(r"\b(of|the|round|stage|match|without)\b", re.IGNORECASE)
    from cupwright.report.locales.names import COMPETITIONS, STAGES

    for each in LANGUAGES[1:]:
        names = [each.stage(stage) for stage in STAGES] + [each.competition(name) for name in COMPETITIONS]
        assert [name for name in names if english.search(name)] == []


def test_heads_of_stage_tables_are_short_and_in_the_readers_language() -> None:
    stages = ("first-round", "first-stage", "group-stage", "round-of-16", "quarter-finals", "champion")
    said = {code: [language(code).short_stage(stage) for stage in stages] for code in CODES}
    assert said["en"] == ["Q1", "First", "Groups", "R16", "QF", "Title"]
    assert said["es-AR"] == said["es-419"] == ["F1", "1.ª fase", "Grupos", "8vos", "4tos", "Título"]
    assert said["pt-BR"] == ["1ª fase", "1ª fase", "Grupos", "Oitavas", "Quartas", "Título"]
    assert language("pt-BR").short_stage("challenger-cup", "Challenger Cup") == "Copa Challenger"


def test_days_and_months_in_short() -> None:
    words = {code: (language(code).days("2026-04-07", "2026-04-09"), language(code).days("2026-04-07", "2026-04-07"),
                    language(code).month(dt.date(2026, 9, 1))) for code in CODES}  # fmt: skip
    assert words["en"] == ("7–9 Apr 2026", "7 Apr 2026", "Sep")
    assert words["es-AR"] == ("7–9 de abr de 2026", "7 abr 2026", "sep")
    assert words["pt-BR"] == ("7–9 de abr. de 2026", "7 de abr. de 2026", "set.")
    assert language("pt-BR").competition("conmebol-sudamericana") == language("pt-BR").competition("copa-sudamericana")


def test_an_edition_bears_the_name_its_competition_had_then() -> None:
    """The Champions Cup was the Champions League until 2023, and Liga MX the Primera División until 2012."""
    names = {code: language(code) for code in CODES}
    assert names["en"].competition("concacaf-champions-2013-14") == "CONCACAF Champions League 2013-14"
    assert names["en"].competition("concacaf-champions-2024") == "Concacaf Champions Cup 2024"
    assert names["es-419"].competition("concacaf-champions-2023") == "Liga de Campeones de la Concacaf 2023"
    assert names["es-AR"].competition("concacaf-champions-2023") == "Liga de Campeones de la Concacaf 2023"
    assert names["pt-BR"].competition("concacaf-champions-2023") == "Liga dos Campeões da Concacaf 2023"
    assert names["en"].competition("liga-mx-2011-clausura") == "Primera División de México Clausura 2011"
    assert names["en"].competition("mex-liga-mx-2013-apertura") == "Liga MX Apertura 2013"
    assert names["en"].competition("club-world-cup-2000") == "FIFA Club World Championship 2000"
    assert names["en"].competition("concacaf-champions") == "Concacaf Champions Cup"
