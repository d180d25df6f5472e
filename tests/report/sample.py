# ruff: noqa: E501
"""A comparison that conforms to the JSON contract of ``compare``, made up from a small seeded formula.

The figures mean nothing; the shape, the sums and the extremes (a certain place, a hopeless club, a club that is
only on one side, an unknown distance) are what the tests of the report need.
"""

from __future__ import annotations

import math
from typing import Any

STAGES = (
    "second-round",
    "third-round",
    "group-stage",
    "round-of-16",
    "quarter-finals",
    "semi-finals",
    "final",
    "champion",
)
TITLES = {
    "first-round": "First qualifying round",
    "second-round": "Second qualifying round",
    "third-round": "Third qualifying round",
    "group-stage": "Group stage",
    "round-of-16": "Round of 16",
    "quarter-finals": "Quarter-finals",
    "semi-finals": "Semi-finals",
    "final": "Final",
    "champion": "Champion",
}
EARLY = {"second-round": (0.0, 1.0), "third-round": (0.0, 0.5), "group-stage": (1.0, 0.22)}
DIRECT = (
    "flamengo Flamengo BRA 1.6; palmeiras Palmeiras BRA 1.5; boca-juniors Boca Juniors ARG 0.9; penarol Peñarol URU .5;"
    "nacional Nacional URU .4; ldu-quito LDU Quito ECU .5; fluminense Fluminense BRA 1.0; "
    "independiente-del-valle Independiente del Valle ECU .6; lanus Lanús ARG .6; libertad Libertad PAR .1;"
    "estudiantes Estudiantes ARG .8; cerro-porteno Cerro Porteño PAR .2; corinthians Corinthians BRA .9;"
    "bolivar Bolívar BOL .2; cruzeiro Cruzeiro BRA 1.1; universitario Universitario PER .1; junior Junior COL .1;"
    "universidad-catolica-chi Universidad Católica CHI .0; rosario-central Rosario Central ARG .6;"
    "santa-fe Independiente Santa Fe COL .0; always-ready Always Ready BOL -.2; coquimbo-unido Coquimbo Unido CHI -.1;"
    "la-guaira Deportivo La Guaira VEN -.7; cusco Cusco PER -.3; mirassol Mirassol BRA .9; ucv-ven UCV VEN -.8;"
    "platense Platense ARG .3; independiente-rivadavia Independiente Rivadavia ARG .3"
)
BELOW = (
    "argentinos-juniors Argentinos Juniors ARG .6; bahia Bahia BRA .9; botafogo Botafogo BRA .9; medellin Medellín COL .1;"
    "tolima Deportes Tolima COL .0; o-higgins O'Higgins CHI -.1; huachipato Huachipato CHI -.3; liverpool-uru Liverpool URU -.2;"
    "barcelona-sc Barcelona SC ECU .0; sporting-cristal Sporting Cristal PER -.1; guarani-par Guaraní PAR -.2;"
    "juventud Juventud URU -.4; 2-de-mayo 2 de Mayo PAR -.6; the-strongest The Strongest BOL -.3;"
    "nacional-potosi Nacional Potosí BOL -.6; carabobo Carabobo VEN -.7; deportivo-tachira Deportivo Táchira VEN -.7;"
    "alianza-lima Alianza Lima PER -.1; universidad-catolica-ecu Universidad Católica ECU -.1"
)
GUESTS = "inter-miami Inter Miami USA .7; toluca Toluca MEX .6"


def _read(text: str) -> list[tuple[str, str, str, float]]:
    rows = []
    for part in text.split(";"):
        words = part.split()
        rows.append((words[0], " ".join(words[1:-2]), words[-2], float(words[-1])))
    return rows


def _chance(mean: float, width: float, ignorance: float, gap: float | None = None) -> dict[str, float | None]:
    logit = math.log(mean / (1 - mean)) if 0 < mean < 1 else 0.0
    side: dict[str, float | None] = {
        "mean": mean,
        "low": 1 / (1 + math.exp(width - logit)) if 0 < mean < 1 else mean,
        "high": 1 / (1 + math.exp(-width - logit)) if 0 < mean < 1 else mean,
        "mc_error": math.sqrt(mean * (1 - mean) / 100_000),
        "luck": 1 - ignorance if 0 < mean < 1 else None,
        "ignorance": ignorance if 0 < mean < 1 else None,
    }
    if gap is not None:
        side["gap"] = gap
    return side


def _figure(value: float | None) -> dict[str, float] | None:
    return None if value is None else {"mean": value, "low": value * 0.95, "high": value * 1.05}


def _odds(field: list[tuple[str, str, str, float]], below: set[str], guests: set[str]) -> dict[tuple[str, str], Any]:
    titles = {club: math.exp(2.2 * strength) * (0.25 if club in below else 1) for club, _, _, strength in field}
    total = sum(titles.values())
    odds = {}
    for club, _, _, _ in field:
        final = titles[club] / total
        guest = club in guests
        for back, stage in enumerate(reversed(STAGES)):
            mean = min(1.0, 1 - (1 - final) ** (1.9**back))
            if stage in EARLY:
                mean = EARLY[stage][club in below]
            if club == "carabobo" and stage == "champion":
                mean = 0.0
            side = _chance(mean, 1.1 if guest else 0.6, 0.2 if guest else 0.06, 0.12 if guest else None)
            # What the rules settle has no error; what was never seen though possible has that of one world.
            odds[club, stage] = side if stage in EARLY else {**side, "mc_error": max(side["mc_error"] or 0.0, 1e-5)}
    return odds


def comparison(proposal: str = "mas-2026", *, hostile: str = "") -> dict[str, Any]:
    """Return a comparison in the shape of ``compare --format json``.

    Parameters
    ----------
    proposal
        Id of the proposal.
    hostile
        If given, the name of one club, to see whether it is escaped.
    """
    direct, below, guests = _read(DIRECT), _read(BELOW), _read(GUESTS)
    low_base = {club for club, *_ in below}
    low_proposal = low_base - {"argentinos-juniors", "bahia"} | {"boca-juniors", "fluminense"}
    guest_ids = {club for club, *_ in guests}
    base_field = direct + below
    proposal_field = [row for row in base_field if row[0] not in {"argentinos-juniors", "bahia"}] + guests
    base, other = _odds(base_field, low_base, guest_ids), _odds(proposal_field, low_proposal, guest_ids)
    everyone = base_field + guests
    odds = []
    for club, _, _, _ in everyone:
        for stage in STAGES:
            sides = base.get((club, stage)), other.get((club, stage))
            means = [side["mean"] if side else 0.0 for side in sides]
            lows = [side["low"] if side else 0.0 for side in sides]
            highs = [side["high"] if side else 0.0 for side in sides]
            change = {
                "mean": means[1] - means[0],
                "low": min(lows[1] - lows[0], highs[1] - highs[0]),
                "high": max(lows[1] - lows[0], highs[1] - highs[0]),
                "mc_error": 0.0009,
            }
            odds.append({"club": club, "stage": stage, "base": sides[0], "proposal": sides[1], "change": change})

    def per_club(
        metric: str, title: str, unit: str, figures: dict[str, tuple[float | None, float | None]]
    ) -> list[Any]:
        return [
            {"metric": metric, "title": title, "unit": unit, "club": club, "base": _figure(before), "proposal": _figure(after),
             "change": None if before is None or after is None else _figure(after - before)}
            for club, (before, after) in figures.items()
        ]  # fmt: skip

    out = {"argentinos-juniors", "bahia"}
    money = {
        c: (None if c in guest_ids else 4.1e6 + 2e6 * s, None if c in out else 4e6 + 2e6 * s) for c, _, _, s in everyone
    }
    travel = {
        c: (None if c in guest_ids | {"cusco"} else 9000 + 900 * s, None if c in out | {"cusco"} else 11500 + 900 * s)
        for c, _, _, s in everyone
    }
    names = {club: name for club, name, _, _ in everyone}
    if hostile:
        names["flamengo"] = hostile
    return {
        "base": "copa-libertadores-2026",
        "proposal": proposal,
        "worlds": 100_000,
        "seed": 7,
        "provenance": {
            "version": "0.1.0",
            "facts_hash": "3f6c1f0e6a0b4e52a9c1",
            "documents_hash": "9b1d22c07fe841d0a1aa",
            "command": f"cupwright compare copa-libertadores-2026 {proposal} --worlds 100000 --seed 7",
        },
        "places": {
            "lost": [
                {"club": "argentinos-juniors", "association": "ARG", "slot": "ARG 7", "from": "second-round", "to": "",
                 "because": "the last slot of Argentina makes room for a guest"},
                {"club": "bahia", "association": "BRA", "slot": "BRA 7", "from": "second-round", "to": "",
                 "because": "the last slot of Brazil makes room for a guest"},
            ],
            "gained": [
                {"club": "inter-miami", "association": "USA", "slot": "USA 1", "from": "", "to": "group-stage",
                 "because": "the champion of MLS enters as a guest"},
                {"club": "toluca", "association": "MEX", "slot": "MEX 1", "from": "", "to": "group-stage",
                 "because": "the champion of Liga MX enters as a guest"},
            ],
            "moved": [
                {"club": "boca-juniors", "association": "ARG", "slot": "ARG 6", "from": "group-stage", "to": "second-round",
                 "because": "Argentina's lowest direct league slot enters in the second round"},
                {"club": "fluminense", "association": "BRA", "slot": "BRA 5", "from": "group-stage", "to": "second-round",
                 "because": "Brazil's lowest direct league slot enters in the second round"},
            ],
        },
        "odds": odds,
        "berths": [
            {
                "award": "club-world-cup",
                "title": "Club World Cup",
                "takers": [
                    {"club": club, "base": base.get((club, "champion")), "proposal": other.get((club, "champion"))}
                    for club in ("flamengo", "palmeiras", "cruzeiro", "fluminense", "boca-juniors")
                ],
                "passed_on": {"base": _chance(0.0, 0.0, 0.1), "proposal": _chance(0.09, 0.9, 0.3)},
            }
        ],
        "metrics": [
            *(
                {"metric": metric, "title": title, "unit": unit, "base": _figure(before), "proposal": _figure(after),
                 "change": _figure(after - before)}
                for metric, title, unit, before, after in (
                    ("quality-mean", "Mean strength of the group-stage field", "log goals", 0.21, 0.24),
                    ("quality-best", "Strongest club of the group-stage field", "log goals", 0.81, 0.81),
                    ("balance", "Evenness of the title odds (entropy, 1 = all alike)", "share", 0.78, 0.79),
                    ("stakeless-matches", "Group matches without stakes", "matches", 7.4, 7.9),
                    ("decisive-matches", "Group matches whose result decides who advances", "matches", 18.0, 18.3),
                    ("reach-population", "People in the associations of a match's two clubs", "people a match", 61.2e6, 74.3e6),
                    ("reach-time-zones", "Time zones spanned by the group-stage field", "hours", 2.0, 3.0),
                )
            ),
            *per_club("prize-money", "Expected prize money", "US$", money),
            *per_club("travel", "Expected travel", "km", travel),
        ],
        "sensitivity": [
            {"setting": setting, "links": links, "confederation_sd": sd, "drift": drift, "club": club, "stage": "champion",
             "base": None, "proposal": _chance(mean * share, width, 0.3), "change": _chance(mean * share, width, 0.3)}
            for setting, links, sd, drift, mean, width in (
                ("as compared", "direct+bridge", 1.0, 0.05, 0.09, 0.9),
                ("no bridge", "direct", 1.0, 0.05, 0.08, 1.0),
                ("no links", "none", 1.0, 0.05, 0.28, 3.0),
                ("tight prior", "direct+bridge", 0.5, 0.05, 0.085, 0.8),
                ("wide prior", "direct+bridge", 2.0, 0.05, 0.095, 1.0),
                ("no drift", "direct+bridge", 1.0, 0.0, 0.07, 0.7),
                ("double drift", "direct+bridge", 1.0, 0.1, 0.11, 1.2),
            )
            for club, share in (("any guest", 1.0), ("inter-miami", 0.55), ("toluca", 0.45))
        ],
        "titles": {
            "base": "Copa Libertadores 2026",
            "proposal": "The champions of MLS and Liga MX in the group stage",
            "stages": TITLES,
            "clubs": names,
        },
        "stages": list(STAGES),
        "as_of": None,
        "ratings_until": "2026-02-02",
        "partial": False,
        "clubs": [
            {"club": club, "name": names[club], "association": association, "guest": club in guest_ids,
             "last_match": "2025-12-06" if club in guest_ids else "2026-02-02",
             "strength": {"mean": s / 2, "low": s / 2 - 0.2, "high": s / 2 + 0.2}}
            for club, _, association, s in everyone
        ],
        "notes": ["The order inside the recorded pots serves as ranking order (low confidence)."],
        "assumptions": ["The order inside the recorded pots serves as the ranking (low confidence)."],
    }  # fmt: skip
