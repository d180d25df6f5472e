"""A league by any of its names: the id of the facts, what formats call it, its country in words or code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cupwright.errors import CupwrightError, Problem, did_you_mean

__all__ = ["League", "leagues_named"]

# What people and formats say, where it is neither an id nor a country's name.
_CALLED = {
    "argentina": "arg-primera",
    "argentina primera": "arg-primera",
    "brasil": "bra-serie-a",
    "brasileirao": "bra-serie-a",
    "brazil serie a": "bra-serie-a",
    "mls": "usa-mls",
    "liga mx": "mex-liga-mx",
}
_BELOW = frozenset({"arg-copa-de-la-liga", "bra-copa-do-brasil", "bra-serie-b", "mex-expansion"})


@dataclass(frozen=True, slots=True)
class League:
    """The clubs of a country, which stand for its league.

    Parameters
    ----------
    country, confederation
        Codes.
    name
        The country in words.
    competition
        The id of its first tier, ``""`` where the facts have none.
    """

    country: str
    confederation: str
    name: str
    competition: str


def leagues_named(words: Iterable[str]) -> list[League]:
    """Return leagues, in the order of their names.

    Raises
    ------
    CupwrightError
        If names are unknown, or are those of a cup or of a lower tier; all are reported.
    """
    found, problems = [], []
    for word in words:
        league = _league(word)
        if isinstance(league, Problem):
            problems.append(league)
        else:
            found.append(league)
    if not problems and len({league.country for league in found}) < len(found):
        problems.append(Problem("same-league", f"{found[0].name} is compared with itself"))
    if problems:
        raise CupwrightError(problems)
    return found


def _league(word: str) -> League | Problem:
    from cupwright.data.names import fold
    from cupwright.data.places import countries
    from cupwright.data.sources.headings import COMPETITIONS

    plain = fold(word)
    named = _words()
    competition = word if word in COMPETITIONS else _CALLED.get(plain)
    if competition in _BELOW:
        return Problem("league", f"`{word}` is not a first tier", hint="name the country or its first tier")
    country = COMPETITIONS[competition][:1] if competition else tuple(named.get(plain, ()))
    if not country:
        if competition:
            return Problem("league", f"`{word}` is a cup between countries, not a league")
        if plain in {fold(known.confederation) for known in countries().values()}:
            hint = "`cupwright rate --leagues` rates confederations; two leagues compare as in `--gap BRA MEX`"
            return Problem("league", f"`{word}` is a confederation, not a league", hint=hint)
        tiers = [name for name, at in COMPETITIONS.items() if at[:1] and at[0] in countries() and name not in _BELOW]
        hint = did_you_mean(word.upper(), countries()) or did_you_mean(plain, [*named, *_CALLED, *tiers])
        return Problem("unknown-country", f"no league or country is called `{word}`", hint=hint)
    known = countries()[country[0]]
    first = [name for name, at in COMPETITIONS.items() if at[:1] == country and name not in _BELOW]
    return League(known.code, known.confederation, known.name, first[0] if first else "")


@cache
def _words() -> dict[str, tuple[str]]:
    """Return the countries by what they are called, folded."""
    from cupwright.data.names import fold
    from cupwright.data.places import countries

    found = {}
    for code, country in countries().items():
        found[fold(country.name)] = found[fold(code)] = (code,)
    return found
