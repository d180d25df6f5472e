"""What is known of single matches beyond their sources' rows: repairs, awards, walkovers and results seen later."""

from __future__ import annotations

from dataclasses import dataclass

from tools.importers.rows import Identity, Row, Score

__all__ = ["ELSEWHERE", "FIXES", "LATER", "WITHDRAWN", "Elsewhere", "Fix"]


@dataclass(frozen=True, slots=True)
class Fix:
    """What is known of one match, found by competition, edition, clubs and (for two meetings) the date."""

    defect: int
    competition: str
    edition: str
    home: str
    away: str
    note: str
    ft: Score | bool | None = False
    pen: Score | bool | None = False
    awarded: Score | None = None
    status: str = ""
    date: str = ""
    confidence: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The matches of an edition from one day to another, all played on one ground that is no participant's own."""

    competition: str
    edition: str
    first: str
    last: str
    matches: int
    note: str


_LIB, _CHAMPIONS = "conmebol-libertadores", "concacaf-champions"
# False leaves a score as it is; None takes it away.
FIXES = (
    Fix(
        2,
        _LIB,
        "2002",
        "Cobreloa",
        "Olimpia",
        "abandoned at 1-1 at half-time, awarded 0-2 (RSSSF)",
        None,
        None,
        (0, 2),
        "awarded",
        near="2002-04",
    ),
    Fix(3, _LIB, "2015", "Cruzeiro", "São Paulo", "score from RSSSF", (1, 0), (4, 3), near="2015-05"),
    Fix(3, _LIB, "2024", "Nacional", "Always Ready", "score and shoot-out from RSSSF", (2, 1), (5, 4), near="2024-03"),
    Fix(4, _LIB, "2024", "Nacional", "Always Ready", "shoot-out from RSSSF", near="2024-03"),
    Fix(4, _LIB, "2022", "Olimpia", "Fluminense", "shoot-out from RSSSF", pen=(4, 1), near="2022-03"),
    Fix(
        4,
        _CHAMPIONS,
        "2022",
        "Pumas UNAM",
        "New England Revolution",
        "shoot-out from mlssoccer.com and AP, no extra time",
        pen=(4, 3),
        near="2022-03",
    ),
    Fix(
        4,
        "mex-liga-mx",
        "2022-23",
        "Pachuca",
        "Santos Laguna",
        "the source gives an impossible 4-4 on penalties; the shoot-out is unknown",
        pen=None,
        confidence="low",
        near="2023-05",
    ),
    Fix(
        5,
        _LIB,
        "2017",
        "Lanús",
        "Chapecoense",
        "1-2 on the field, awarded 3-0",
        (1, 2),
        None,
        (3, 0),
        "awarded",
        near="2017-05",
    ),
    Fix(
        5,
        _LIB,
        "2018",
        "Independiente",
        "Santos",
        "0-0 on the field, awarded 3-0 (RSSSF)",
        (0, 0),
        None,
        (3, 0),
        "awarded",
        near="2018-08",
    ),
    Fix(
        5,
        _LIB,
        "2018",
        "Santos",
        "Independiente",
        "abandoned at 0-0 with the tie decided; the score stood (RSSSF)",
        near="2018-08",
    ),
    Fix(
        5,
        _LIB,
        "2019",
        "Defensor Sporting",
        "Barcelona SC",
        "1-2 on the field (schochastics), awarded 3-0",
        (1, 2),
        None,
        (3, 0),
        "awarded",
        near="2019-02",
    ),
    Fix(
        5,
        _LIB,
        "2025",
        "Colo-Colo",
        "Fortaleza",
        "abandoned at 0-0, awarded 0-3",
        None,
        None,
        (0, 3),
        "awarded",
        "2025-04-10",
    ),
    Fix(
        5,
        _LIB,
        "2026",
        "Independiente Medellín",
        "Flamengo",
        "cancelled, awarded 0-3: inferred from Flamengo's 16 points and +12",
        None,
        None,
        (0, 3),
        "awarded",
        confidence="low",
    ),
    Fix(
        5,
        _LIB,
        "2015",
        "Boca Juniors",
        "River Plate",
        "abandoned at half-time at 0-0, awarded 0-3",
        None,
        None,
        (0, 3),
        "awarded",
        date="2015-05-14",
        near="2015-05",
    ),
    Fix(5, _LIB, "2002", "Cobreloa", "Olimpia", "awarded", near="2002-04"),
    Fix(5, _CHAMPIONS, "2022", "Cavaly AS", "New England Revolution", "walkover", None, None, (0, 3), "walkover"),
    Fix(5, _CHAMPIONS, "2022", "New England Revolution", "Cavaly AS", "walkover", None, None, (3, 0), "walkover"),
    Fix(
        7,
        _LIB,
        "2026",
        "Universidad Católica (ECU)",
        "Juventud (Las Piedras)",
        "the source gives 3-4 both as score and as shoot-out",
        confidence="low",
    ),
    Fix(7, _LIB, "2019", "Talleres (C)", "Palestino", "2-2 by RSSSF and schochastics; openfootball has 1-2", (2, 2)),
    Fix(7, _LIB, "2019", "Palestino", "Talleres (C)", "2-1 by RSSSF and schochastics; openfootball has 2-2", (2, 1)),
    Fix(13, "bra-copa-do-brasil", "2016", "Rio Branco AC", "Galvez AC", "1-1 elsewhere", confidence="low"),
)

ELSEWHERE = (
    Elsewhere(
        _LIB, "2005", "2005-07-06", "2005-07-06", 1, "moved to the Beira-Rio, Porto Alegre (ClicRBS, 6 July 2005)"
    ),
    Elsewhere(
        _CHAMPIONS,
        "2020",
        "2020-12-15",
        "2020-12-22",
        7,
        "all seven last matches at Exploria Stadium, Orlando (Associated Press, 10 November 2020)",
    ),
)

WITHDRAWN = (
    ("2009-05-06", ("San Luis (to 2013)", "MEX"), ("Nacional", "URU")),
    ("2009-05-06", ("Guadalajara", "MEX"), ("São Paulo", "BRA")),
)


def _quarter_final(date: str, home: Identity, away: Identity, ft: Score, leg: int, source: str) -> Row:
    row = Row(date, _LIB, "2026", home, away, "later", source, ft, stage="quarter-finals", leg=leg)
    if source == "unsourced":
        row.confidence = "low"
    else:
        row.confidence = "medium"
    return row


_ESTUDIANTES, _CORINTHIANS = ("Estudiantes (LP)", "ARG"), ("Corinthians", "BRA")
_REPORT = "La Nación, 16-17 September 2026"
# Quarter-finals of 2026. The day of a first leg is one of 8-10 September: which one was not seen.
LATER = (
    _quarter_final("2026-09-09", _ESTUDIANTES, _CORINTHIANS, (1, 1), 1, _REPORT),
    _quarter_final("2026-09-16", _CORINTHIANS, _ESTUDIANTES, (0, 1), 2, _REPORT),
    _quarter_final("2026-09-09", ("Independiente del Valle", "ECU"), ("Flamengo", "BRA"), (0, 2), 1, "unsourced"),
    _quarter_final("2026-09-09", ("Fluminense", "BRA"), ("Platense", "ARG"), (2, 0), 1, "unsourced"),
)
for _row in LATER:
    if _row.leg == 1:
        _row.precision = "approx"
