"""A language: sentences from its catalogue, figures and names as its readers write them.

Odds are rounded as in every other part of the report (:mod:`cupwright.report.numbers`): only signs and separators
change with the language. Those come from the Unicode CLDR through Babel.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.report import numbers
from cupwright.report.locales.catalogues import translations
from cupwright.report.locales.names import COMPETITIONS, COUNTRIES, OF_FACTS, SHORT_STAGES, STAGES

if TYPE_CHECKING:
    from babel import Locale

    from cupwright.report.answer import Chance

__all__ = ["CODES", "Language", "language"]

CODES = {
    "en": "English",
    "es-419": "Español (Latinoamérica)",
    "es-AR": "Español (Argentina)",
    "pt-BR": "Português (Brasil)",
}
"""The languages, and what each calls itself."""

_CLDR = {"en": "en_GB", "es-419": "es_419", "es-AR": "es_AR", "pt-BR": "pt_BR"}
_HARD_SPACE = "\u00a0"
_YEAR = re.compile(r"^(?P<id>.*?)-(?P<year>\d{4}(?:-\d{2,4})?)(?:-(?P<half>apertura|clausura))?$")
# "y" becomes "e" before the sound of an i: "Toluca e Inter Miami", but "y Hierro".
_SOUND_OF_I = re.compile(r"h?[ií](?![ae])", re.IGNORECASE)


@cache
def _cldr(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(_CLDR[code])


def language(code: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    CupwrightError
        If it is not one of the four.
    """
    if code not in CODES:
        hint = did_you_mean(code, CODES) or f"one of {', '.join(CODES)}"
        facts = [f"the languages are {', '.join(f'{known} ({name})' for known, name in CODES.items())}"]
        raise CupwrightError.of("locale", f"there is no language `{code}`", facts=facts, hint=hint)
    return Language(code)


@dataclass(frozen=True, slots=True)
class Language:
    """One of the four languages; made by :func:`language`.

    Parameters
    ----------
    code
        ``en``, ``es-419``, ``es-AR`` or ``pt-BR``.
    """

    code: str

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return CODES[self.code]

    # Sentences

    def gettext(self, sentence: str) -> str:
        """Return the translation of an English sentence, its placeholders left in place."""
        return translations(self.code).gettext(sentence)

    def ngettext(self, one: str, many: str, number: float) -> str:
        """Return the translation of the form that a number takes, its placeholders left in place."""
        return translations(self.code).ngettext(one, many, 1 if self._is_one(number) else 2)

    def pgettext(self, context: str, sentence: str) -> str:
        """Return the translation of a sentence or a name that has another meaning elsewhere."""
        return translations(self.code).pgettext(context, sentence)

    def npgettext(self, context: str, one: str, many: str, number: float) -> str:
        """Return the form that a number takes, in a context."""
        return translations(self.code).npgettext(context, one, many, 1 if self._is_one(number) else 2)

    def text(self, sentence: str, **values: Any) -> str:
        """Return a sentence with its values.

        Parameters
        ----------
        sentence
            In English, with places such as ``%(club)s``; a percent sign of its own is written ``%%``.
        values
            What stands in the places, written for this language already.
        """
        return self.gettext(sentence) % values

    def plural(self, one: str, many: str, number: float, **values: Any) -> str:
        """Return the form of a sentence that a number takes; ``%(num)s`` stands for the number as it is written."""
        return self.ngettext(one, many, number) % {"num": self.number(number), **values}

    def install(self, environment: Any) -> None:
        """Give a Jinja environment ``_``, ``gettext``, ``ngettext``, ``pgettext``, ``npgettext`` and ``language``.

        The environment then belongs to this language. Values are given with the call:
        ``{{ _("Seed %(seed)s", seed=seed) }}``.
        """
        environment.add_extension("jinja2.ext.i18n")
        environment.install_gettext_callables(
            self.gettext, self.ngettext, newstyle=True, pgettext=self.pgettext, npgettext=self.npgettext
        )
        environment.globals["language"] = self

    def list(self, items: Sequence[str]) -> str:
        """Join words as a sentence does: ``"a, b and c"``."""
        from babel.lists import format_list

        text = format_list(list(items), locale=_cldr(self.code))
        if self.code.startswith("es") and len(items) > 1 and _SOUND_OF_I.match(items[-1]):
            text = f"{text.removesuffix(f' y {items[-1]}')} e {items[-1]}"
        return text

    # Figures

    @property
    def decimal(self) -> str:
        """The decimal sign."""
        return self._swapped(".")

    def number_locale(self) -> dict[str, Any]:
        """Return the separators and signs under the names that d3-format gives them, for live charts."""
        return {
            "decimal": self.decimal, "thousands": self._swapped(","), "grouping": [3],
            "currency": [self._dollars(), ""], "percent": self.percent_sign, "minus": "−",
        }  # fmt: skip

    @property
    def percent_sign(self) -> str:
        """What follows a percentage: the sign, with the space before it where the language has one."""
        return str(_cldr(self.code).percent_formats[None].pattern).lstrip("#,0.")

    def percent(self, chance: float | None, digits: int = 0, *, settled: bool = False) -> str:
        """Write a chance in percent, such as ``"12%"``, ``"<1%"``; see :func:`cupwright.report.numbers.percent`."""
        return self._marked(numbers.percent(chance, digits, settled=settled))

    def interval(self, low: float, high: float, digits: int = 0, *, settled: bool = False) -> str:
        """Write the ends of an interval of chances, such as ``"12–35%"``; one number if both read the same.

        Where it is as wide as can be, words stand between its ends: ``"<1% to >99%"``.
        """
        first, last = (numbers.percent(end, digits, settled=settled) for end in (low, high))
        if first[0] == "<" and last[0] == ">":
            return self._marked(self.text("%(low)s to %(high)s", low=first, high=last)).replace(" ", _HARD_SPACE)
        return self._marked(numbers.interval(low, high, digits, settled=settled))

    def span(self, low: float, high: float, digits: int = 0) -> str:
        """Write the ends of an interval of numbers that have a sign, such as ``"−0.12 to +0.30"``; without a break."""
        first, last = (self.signed(end, digits).removeprefix("±") for end in (low, high))
        return self.text("%(low)s to %(high)s", low=first, high=last).replace(" ", _HARD_SPACE)

    def chance(self, chance: Chance | None, digits: int = 0) -> str:
        """Write a chance with its interval, such as ``"12% (5–23%)"``; the dash for a club not in the field."""
        if chance is None:
            return numbers.ABSENT
        mean = self.percent(chance.mean, digits, settled=chance.settled)
        first, last = (numbers.percent(end, digits, settled=chance.settled) for end in (chance.low, chance.high))
        if first[0] == "<" and last[0] == ">":
            ends = (self._marked(end[1:]) for end in (first, last))
            return f"{mean} ({self.text('from under %(low)s to over %(high)s', low=next(ends), high=next(ends))})"
        return f"{mean} ({self.interval(chance.low, chance.high, digits, settled=chance.settled)})"

    def points(self, change: float | None, digits: int = 1) -> str:
        """Write a change of a chance in percentage points, without the unit."""
        return self._swapped(numbers.points(change, digits))

    def number(self, value: float | None, digits: int = 0) -> str:
        """Write a number with the separators of the language, or the dash for None."""
        return self._swapped(numbers.quantity(value, digits))

    def signed(self, value: float | None, digits: int = 0) -> str:
        """Write a change with its sign."""
        return self._swapped(numbers.signed(value, digits))

    def km(self, value: float | None) -> str:
        """Write a distance in whole kilometres."""
        return numbers.ABSENT if value is None else f"{self.number(value)}{_HARD_SPACE}km"

    def money(self, usd: float | None) -> str:
        """Write US dollars: millions with two decimals from one million on, else whole thousands."""
        text = numbers.money(usd)
        if usd is None:
            return text
        sign, amount = ("−", text[1:]) if text.startswith("−") else ("", text)
        amount, _, millions = amount.removeprefix("US$").partition(" ")
        amount = self._swapped(amount)
        if millions:
            size = round(abs(usd) / 1e6, 2)
            amount = self.ngettext("%(amount)s million", "%(amount)s million", size) % {"amount": amount}
        return sign + self._dollars() + amount.replace(" ", _HARD_SPACE)

    def _dollars(self) -> str:
        cldr = _cldr(self.code)
        symbol = str(cldr.currency_symbols["USD"])
        pattern = cldr.currency_formats["standard"].pattern
        # CLDR's rule for spacing: a symbol that ends in a letter is kept apart from the figure.
        apart = pattern.startswith(f"¤{_HARD_SPACE}") or symbol[-1].isalpha()
        return symbol + (_HARD_SPACE if apart else "")

    def date(self, day: str | dt.date | None) -> str:
        """Write a date in words, such as ``"6 December 2025"``; ISO text is read, the dash stands for None."""
        from babel.dates import format_date

        if day is None or day == "":
            return numbers.ABSENT
        when = dt.date.fromisoformat(day) if isinstance(day, str) else day
        text = format_date(when, "long", locale=_cldr(self.code))
        # The first of a month is an ordinal in Brazil; CLDR has no form for that.
        return f"1º{text[1:]}" if self.code == "pt-BR" and when.day == 1 else text

    def days(self, first: str, last: str) -> str:
        """Write a day, or the first and the last of several, in short words; ISO text is read."""
        from babel.dates import format_date, format_interval

        begin, end, cldr = dt.date.fromisoformat(first), dt.date.fromisoformat(last), _cldr(self.code)
        if begin == end:
            return str(format_date(begin, "medium", locale=cldr))
        # The CLDR sets thin spaces around its dash; the rest of the page has none.
        return str(format_interval(begin, end, skeleton="yMMMd", locale=cldr)).replace("\u2009", "")

    def month(self, day: dt.date) -> str:
        """Write the month of a day in short: ``"Sep"``."""
        from babel.dates import format_date

        return f"{day:%b}" if self.code == "en" else str(format_date(day, "LLL", locale=_cldr(self.code)))

    # Names

    def competition(self, competition: str) -> str:
        """Return what readers call a competition, or an edition of one (``copa-libertadores-2026``), by its id.

        A competition that had another name in the year of an edition has that name, from the title of its document. An
        id that is not known stands as it is.
        """
        from cupwright.rulebook.shelf import competition_names

        found = None if competition in COMPETITIONS else _YEAR.match(competition)
        base = found["id"] if found else competition
        base = OF_FACTS.get(base, base)
        if base not in COMPETITIONS:
            return competition
        if found is None:
            return self.pgettext("competition", COMPETITIONS[base])
        edition = f"{base}-{competition.removeprefix(found['id']).removeprefix('-')}"
        name = self.pgettext("competition", competition_names().get(edition, COMPETITIONS[base]))
        half = (found["half"] or "").capitalize()
        return " ".join(filter(None, (name, half, found["year"])))

    def stage(self, stage: str, title: str = "") -> str:
        """Return what readers call a stage.

        Parameters
        ----------
        stage
            Its id, such as ``round-of-16``.
        title
            Its title in the document, if it is known: one id has several titles in the library.
        """
        english = title or STAGES.get(stage, "")
        if not english:
            return stage
        return self.pgettext("stage", english)

    def short_stage(self, stage: str, title: str = "") -> str:
        """Return what readers call a stage in the head of a column; its name where there is no short form.

        Parameters
        ----------
        stage, title
            As in :meth:`stage`.
        """
        if stage in SHORT_STAGES:
            return self.pgettext("short stage", SHORT_STAGES[stage])
        return self.stage(stage, title)

    def award(self, title: str) -> str:
        """Return what readers call an award by its title; one that is not of the library stands as it is."""
        return self.pgettext("award", title)

    def reason(self, words: str) -> str:
        """Return the reason that a proposal gives for a change; one that is not of the library stands as it is."""
        return self.pgettext("reason", words)

    def country(self, code: str) -> str:
        """Return the country of an association by its FIFA code; a code that is not known stands as it is."""
        from cupwright.data.places import countries

        if code in COUNTRIES:
            return self.pgettext("country", COUNTRIES[code])
        known = countries().get(code)
        if known is None:
            return code
        if self.code == "en":
            return known.name
        return str(_cldr(self.code).territories.get(known.iso2, known.name))

    def _is_one(self, number: float) -> bool:
        return _cldr(self.code).plural_form(number) == "one"

    def _swapped(self, text: str) -> str:
        if self.code == "en":
            return text
        signs = _cldr(self.code).number_symbols["latn"]
        return text.translate({ord(","): signs["group"], ord("."): signs["decimal"]})

    def _marked(self, text: str) -> str:
        return self._swapped(text).replace("%", self.percent_sign)
