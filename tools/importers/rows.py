"""The row that every importer makes and every repair changes, before clubs become ids and rows become a table."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["CUPS", "Row"]

Identity = tuple[str, str]
Score = tuple[int, int]

# Competitions between clubs of several associations; their knock-out ties have legs and their finals may be neutral.
CUPS = frozenset(
    {
        "conmebol-libertadores",
        "conmebol-sudamericana",
        "conmebol-recopa",
        "concacaf-champions",
        "concacaf-league",
        "fifa-club-world-cup",
        "fifa-intercontinental-cup",
        "copa-merconorte",
        "copa-interamericana",
        "campeones-cup",
        "leagues-cup",
    }
)


@dataclass(slots=True)
class Row:
    """One match as one source tells it, clubs resolved; repairs edit it in place and leave their mark."""

    date: str
    competition: str
    edition: str
    home: Identity
    away: Identity
    family: str
    source: str
    ft: Score | None = None
    aet: Score | None = None
    pen: Score | None = None
    awarded: Score | None = None
    stage: str = ""
    round: str = ""
    group: str = ""
    leg: int | None = None
    status: str = "played"
    basis: str = "ft"
    neutral: bool | None = None
    precision: str = "day"
    time: str = ""
    confidence: str = "high"
    defects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    file: str = ""

    def mark(self, defect: int, note: str = "") -> None:
        """Record that entry `defect` of the list of known defects was repaired or marked here."""
        if str(defect) not in self.defects:
            self.defects.append(str(defect))
        if note and note not in self.notes:
            self.notes.append(note)

    @property
    def pair(self) -> frozenset[Identity]:
        """The two clubs, whoever hosted."""
        return frozenset((self.home, self.away))
