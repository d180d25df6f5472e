"""What the engine says of a season in English, said again in the reader's language.

The engine gives each step of a berth and each gap in the record as one English sentence with ids in it, which is what
JSON holds and the terminal spells out. Here are the forms of those sentences; one that has another form stays English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from cupwright.report.locales import Language
from cupwright.report.tie_words import (
    HOSTED,
    SETTLED,
    Names,
    criterion_words,
    hosted_words,
    name_of,
    reason_words,
    spelt,
)

__all__ = ["FORMS", "PARTS", "Retold", "Teller", "matched"]

FORMS = (
    # the steps of a berth
    "open: the %(feed)s is not known",
    "`%(club)s` is a guest and may not take `%(award)s`: it passes on",
    "`%(club)s` is not of %(bodies)s and may not take `%(award)s`: it passes on",
    "`%(club)s` takes `%(award)s` as %(feed)s",
    "nobody takes `%(award)s`: no eligible candidate is left",
    "`%(club)s` finished in place %(place)s of its group in `%(stage)s`",
    "`%(club)s` finished in place %(place)s of the table in `%(stage)s`",
    "`%(club)s` finished in place %(place)s of its table and %(overall)s overall in `%(stage)s`",
    "`%(club)s` beat `%(other)s` in `%(stage)s` by %(settled)s",
    "`%(club)s` lost to `%(other)s` in `%(stage)s` by %(settled)s",
    "certain already: %(clubs)s, whichever way it ends",
    "if %(ends)s: %(steps)s",
    # what the facts do not settle
    "%(where)s: %(number)s matches have no known score",
    "%(where)s: `%(club)s` and `%(other)s` are level in places %(place)s and %(next)s by all criteria whose facts are "
    "known, and no lots are recorded",
    "`%(stage)s`: %(number)s of %(total)s ties have no known pairing",
    "`%(stage)s`, `%(club)s` v `%(other)s`: leg %(legs)s has no known score",
    "`%(stage)s`, `%(club)s` v `%(other)s`: no known fact separates the clubs",
    # what the record says
    "%(what)s: the rules give %(clubs)s, on record %(others)s",
    "%(what)s: %(others)s on record, the results do not say",
    "`%(stage)s`: %(one)s and %(two)s met on record, the results do not say who met",
    "`%(stage)s`: %(one)s and %(two)s met on record, but not by the rules: neither came so far",
    "given, not reproduced: %(one)s went on in %(tie)s: a walkover",
    "given, not reproduced: %(one)s went on in %(tie)s: known to have gone on, the score is not known",
    "given, not reproduced: %(one)s went on in %(tie)s: known to have gone on, the shoot-out is not known",
    "no official record to check against",
    "the official record does not hold everything",
)
"""Whole sentences."""

PARTS = {
    "feed": (
        "winner of `%(stage)s`",
        "loser of `%(stage)s`",
        "place %(place)s of `%(stage)s`",
        "place %(place)s to %(last)s of `%(stage)s`",
        "place %(place)s of %(table)s of `%(stage)s`",
        "club below place %(place)s of `%(stage)s`",
        "club of `%(stage)s`",
        "%(feed)s among the best %(number)s",
        "%(feed)s among the worst %(number)s",
        "%(feed)s by %(criteria)s",
    ),
    "where": (
        "group %(name)s of `%(stage)s`",
        "table %(table)s of `%(stage)s`",
        "overall table of `%(stage)s`",
    ),
    "what": (
        "group %(name)s",
        "table",
        "table %(table)s",
        "winner of %(tie)s",
        "first-leg host of %(tie)s (rule: %(rule)s)",
        "award `%(award)s`",
        "champion",
    ),
    "tie": ("%(one)s v %(two)s in `%(stage)s`",),
    "ends": ("%(ends)s and %(end)s", "`%(club)s` win `%(stage)s`"),
    "end": ("`%(club)s` win `%(stage)s`",),
}
"""Forms of what stands in the place of that name."""

_CITED = re.compile(r" \((?!rule: )([^`]+)\)(?=$|: it passes on$)")
_CLUBS = ("club", "other", "one", "two")
_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence as the reader has it.

    Parameters
    ----------
    text
        The sentence.
    source
        The publication that it cites, as it is called.
    english
        Whether it had to stay English though the reader's language is another.
    """

    text: str
    source: str = ""
    english: bool = False


@dataclass(frozen=True, slots=True)
class Teller:
    """Says sentences of the engine again.

    Parameters
    ----------
    say
        The reader's language.
    club, stage, award
        Names by id, in that language.
    own
        Names of the clubs of the edition, whose ids stand in sentences without quotes too.
    """

    say: Language
    club: Names
    stage: Names
    award: Names
    own: Names

    def tell(self, line: str) -> Retold:
        """Say a sentence again; in English it stands as it is, with names in the place of ids."""
        if self.say.code != "en":
            cited = _CITED.search(line)
            bare = _CITED.sub("", line)
            told = self._told(FORMS, bare)
            if told:
                return Retold(told[:1].upper() + told[1:], cited[1] if cited else "")
        return Retold(spelt(line, self.club, self.stage, self.award, bare=self.own), english=self.say.code != "en")

    def _told(self, forms: tuple[str, ...], text: str) -> str:
        for form in forms:
            found = _pattern(form).fullmatch(text)
            values = (
                {} if found is None else {name: self._value(name, said) for name, said in found.groupdict().items()}
            )
            if found is not None and all(values.values()):
                return self.say.pgettext("engine", form) % values
        return ""

    def _value(self, name: str, said: str) -> str:
        if name in _CLUBS:
            return name_of(self.club, said)
        if name in ("clubs", "others"):
            return self.say.list([name_of(self.club, one.strip("`")) for one in said.split(", ")])
        if name in PARTS:
            return self._told(PARTS[name], said)
        words: Mapping[str, Names] = {"stage": self.stage, "award": self.award}
        if name in words:
            return name_of(words[name], said)
        if name == "settled":
            return reason_words(said, self.say) if said in SETTLED else said
        if name == "rule":
            return hosted_words(said, self.say) if said in HOSTED else self.say.text("open")
        if name == "criteria":
            return self.say.list([criterion_words(one, self.say) for one in said.split(", ")])
        if name == "steps":
            steps = [self.tell(step) for step in said.split("; ")]
            return "" if any(step.english for step in steps) else "; ".join(step.text for step in steps)
        return self.say.pgettext("table", said) if name == "table" else said


def matched(forms: Iterable[str], text: str) -> tuple[str, dict[str, str]]:
    """Return the first form that a sentence has, with what stands in its places; nothing if it has none of them."""
    for form in forms:
        found = _pattern(form).fullmatch(text)
        if found is not None:
            return form, found.groupdict()
    return "", {}


@cache
def _pattern(form: str) -> re.Pattern[str]:
    pieces = _PLACE.split(form)
    # What is quoted is one id, what is not may be several words.
    built = ""
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            built += re.escape(piece)
        else:
            built += f"(?P<{piece}>[^`]+)" if built.endswith("`") else f"(?P<{piece}>.+)"
    return re.compile(built)
