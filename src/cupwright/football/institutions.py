"""The competitions that facts and documents know by name."""

from __future__ import annotations

__all__ = ["COMPETITIONS"]

COMPETITIONS: dict[str, tuple[str, ...]] = {
    "arg-copa-de-la-liga": ("ARG",),
    "arg-primera": ("ARG",),
    "bol-primera": ("BOL",),
    "bra-copa-do-brasil": ("BRA",),
    "bra-serie-a": ("BRA",),
    "bra-serie-b": ("BRA",),
    "campeones-cup": (),
    "chi-primera": ("CHI",),
    "col-primera-a": ("COL",),
    "concacaf-champions": (),
    "concacaf-league": (),
    "conmebol-libertadores": (),
    "conmebol-recopa": (),
    "conmebol-sudamericana": (),
    "copa-interamericana": (),
    "copa-merconorte": (),
    "crc-primera": ("CRC",),
    "ecu-serie-a": ("ECU",),
    "fifa-club-world-cup": (),
    "fifa-intercontinental-cup": (),
    "gua-primera": ("GUA",),
    "hon-primera": ("HON",),
    "leagues-cup": (),
    "mex-expansion": ("MEX",),
    "mex-liga-mx": ("MEX",),
    "nca-primera": ("NCA",),
    "pan-primera": ("PAN",),
    "par-primera": ("PAR",),
    "per-primera": ("PER",),
    "slv-primera": ("SLV",),
    "uru-primera": ("URU",),
    "usa-mls": ("USA", "CAN"),
    "ven-primera": ("VEN",),
}
"""Each with the countries of its clubs; none: a cup between associations."""
