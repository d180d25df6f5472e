"""Club identities of the raw sources: which spelling in which country is which club, and its id."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["SAME_CLUB", "Names", "fold", "slug"]

Identity = tuple[str, str]

# Spellings that no list of aliases holds: (spelling, country) -> canonical name.
_EXTRA = {
    ("Al-Ahly SC", "EGY"): "Al Ahly",
    ("Al Ahly SC", "EGY"): "Al Ahly",
    ("Guangzhou Evergrande FC", "CHN"): "Guangzhou Evergrande",
    ("Bayern Muenchen", "GER"): "Bayern München",
    ("Atletico-PR", "BRA"): "Athletico Paranaense",
    ("Chiapas", "MEX"): "Chiapas (2013-17)",
    ("Bangu RJ", "BRA"): "Bangu Ac",
    ("São Caetano SP", "BRA"): "São Caetano",
}

# One club under two canonical names in the lists: the name kept for each of them.
SAME_CLUB = {
    ("Chelsea FC", "ENG"): "Chelsea",
    ("Liverpool FC (ENG)", "ENG"): "Liverpool FC",
    ("Auckland City FC", "NZL"): "Auckland City",
    ("Esperance Tunis", "TUN"): "Espérance",
    ("Ulsan Horang I", "KOR"): "Ulsan HD",
    ("Ulsan Hyundai", "KOR"): "Ulsan HD",
    ("Portmore United FC", "JAM"): "Portmore United",
    ("Caciques Del Diriangen", "NCA"): "Diriangén",
    ("Santos De Guapiles FC", "CRC"): "Santos de Guápiles",
    ("Brasiliense", "BRA"): "Brasiliense DF",
    ("Gama", "BRA"): "Gama DF",
    ("Santo André", "BRA"): "Santo André SP",
    ("Club 9 De Octubre", "ECU"): "9 de Octubre",
    ("Imbabura Sporting Club", "ECU"): "Imbabura",
}


# Mexican licences that changed hands while the name stayed: identity -> (first day of the successor, successor).
_SUCCESSORS = {
    ("Veracruz (to 2013)", "MEX"): ("2013-06-15", ("Veracruz (2013-19)", "MEX")),
    ("Jaguares Chiapas (2002-13)", "MEX"): ("2013-06-15", ("Chiapas (2013-17)", "MEX")),
    ("San Luis (to 2013)", "MEX"): ("2013-06-15", ("Atlético San Luis", "MEX")),
}
_PREDECESSORS = {successor: (day, identity) for identity, (day, successor) in _SUCCESSORS.items()}


@cache
def fold(name: str) -> str:
    """Return a name without accents, case and punctuation, for comparison only."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def slug(name: str) -> str:
    """Return a name as it stands in an id: ``Atlético Nacional`` becomes ``atletico-nacional``."""
    return fold(name).replace(" ", "-")


class Names:
    """Resolve (spelling, country) to (canonical name, country)."""

    def __init__(self, root: Path) -> None:
        self.identities: dict[Identity, str] = {}
        self.spellings: dict[Identity, list[tuple[str, str]]] = defaultdict(list)
        self._family: dict[tuple[str, str, str], Identity] = {}
        self._by_country: dict[tuple[str, str], Identity] = {}
        self._anywhere: dict[str, set[Identity]] = defaultdict(set)
        self.named_automatically: set[Identity] = set()
        self.unreviewed: set[Identity] = set()
        self._curated(root / "aliases.txt")
        self._table(root / "club_aliases.csv", "source_family")
        self._table(root / "club_aliases_2019_2026.csv", None)
        for (alias, country), canonical in _EXTRA.items():
            self._add((canonical, country), alias, "openfootball")

    def _add(self, identity: Identity, alias: str, family: str) -> None:
        identity = (SAME_CLUB.get(identity, identity[0]), identity[1])
        self.identities.setdefault(identity, "")
        key = fold(alias)
        if (alias, family) not in self.spellings[identity]:
            self.spellings[identity].append((alias, family))
        self._family.setdefault((family.removesuffix(", unreviewed"), identity[1], key), identity)
        self._by_country.setdefault((identity[1], key), identity)
        self._anywhere[key].add(identity)

    def _curated(self, path: Path) -> None:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.split("#", 1)[0].strip()
            if not text:
                continue
            country, rest = text.split(":", 1)
            canonical, _, aliases = rest.partition("=")
            identity = (canonical.strip(), country.strip())
            for alias in [canonical, *aliases.split(";")]:
                if alias.strip():
                    self._add(identity, alias.strip(), "curated")

    def _table(self, path: Path, family_column: str | None) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                identity = (row["canonical"], row["country"])
                family = row[family_column] if family_column else "results-2019-2026"
                unreviewed = row["how"] == "auto"
                if unreviewed and row["alias"] == row["canonical"]:
                    self.unreviewed.add(identity)
                family = f"{family}, unreviewed" if unreviewed else family
                self._add(identity, row["canonical"], "canonical")
                self._add(identity, row["alias"], family)

    def resolve(self, name: str, countries: Iterable[str], family: str, date: str = "") -> Identity:
        """Return the identity behind a spelling on a date; see `_resolve`."""
        identity = self._resolve(name, tuple(countries), family)
        if date and identity in _SUCCESSORS and date >= _SUCCESSORS[identity][0]:
            return _SUCCESSORS[identity][1]
        if date and identity in _PREDECESSORS and date < _PREDECESSORS[identity][0]:
            return _PREDECESSORS[identity][1]
        return identity

    def _resolve(self, name: str, countries: tuple[str, ...], family: str) -> Identity:
        """Return the identity behind a spelling; `countries` lists where the club may be at home.

        A spelling no list knows becomes a club of the first country, and is reported as named automatically.
        """
        key = fold(name)
        for country in countries:
            found = self._family.get((family, country, key)) or self._by_country.get((country, key))
            if found:
                return found
        identity = (name, countries[0])
        self.named_automatically.add(identity)
        self.unreviewed.add(identity)
        self._add(identity, name, family)
        return identity

    def anywhere(self, name: str) -> set[Identity]:
        """Return every identity that bears a spelling, in any country."""
        return self._anywhere.get(fold(name), set())

    def ids(self, used: Iterable[Identity]) -> dict[Identity, str]:
        """Give every identity its id; identities whose names look alike all carry their country."""
        base: dict[str, list[Identity]] = defaultdict(list)
        for identity in sorted(set(used)):
            base[slug(re.sub(r"\s+\([A-Z]{3}\)$", "", identity[0]))].append(identity)
        ids: dict[Identity, str] = {}
        for stem, members in base.items():
            for identity in members:
                ids[identity] = stem if len(members) == 1 else f"{stem}-{identity[1].lower()}"
        if len(set(ids.values())) != len(ids):
            raise ValueError("two clubs of one country have ids alike")
        return ids
