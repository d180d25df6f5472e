"""What competitions, stages and settings are called in English; the catalogues hold what they are called elsewhere."""

from __future__ import annotations

__all__ = ["COMPETITIONS", "COUNTRIES", "OF_FACTS", "SETTINGS", "SHORT_STAGES", "STAGES", "TABLES"]

COMPETITIONS = {
    "arg-copa-de-la-liga": "Copa de la Liga (Argentina)",
    "arg-primera": "Primera División (Argentina)",
    "bol-primera": "Primera División (Bolivia)",
    "bra-copa-do-brasil": "Copa do Brasil",
    "bra-serie-a": "Campeonato Brasileiro Série A",
    "bra-serie-b": "Campeonato Brasileiro Série B",
    "campeon-de-campeones": "Campeón de Campeones",
    "campeones-cup": "Campeones Cup",
    "chi-primera": "Primera División (Chile)",
    "club-world-cup": "FIFA Club World Cup",
    "col-primera-a": "Categoría Primera A (Colombia)",
    "concacaf-champions": "Concacaf Champions Cup",
    "concacaf-league": "Concacaf League",
    "copa-interamericana": "Copa Interamericana",
    "copa-libertadores": "Copa Libertadores",
    "copa-merconorte": "Copa Merconorte",
    "copa-sudamericana": "Copa Sudamericana",
    "crc-primera": "Primera División (Costa Rica)",
    "ecu-serie-a": "Serie A (Ecuador)",
    "fifa-club-world-cup": "FIFA Club World Cup",
    "fifa-intercontinental-cup": "FIFA Intercontinental Cup",
    "gua-primera": "Liga Nacional (Guatemala)",
    "hon-primera": "Liga Nacional (Honduras)",
    "intercontinental-cup": "FIFA Intercontinental Cup",
    "interliga": "InterLiga",
    "leagues-cup": "Leagues Cup",
    "liga-mx": "Liga MX",
    "mex-expansion": "Liga de Expansión MX and its forerunners",
    "mls": "MLS",
    "nca-primera": "Primera División (Nicaragua)",
    "pan-primera": "Liga Panameña de Fútbol",
    "par-primera": "Primera División (Paraguay)",
    "per-primera": "Liga 1 (Peru)",
    "recopa-sudamericana": "Recopa Sudamericana",
    "slv-primera": "Primera División (El Salvador)",
    "uru-primera": "Primera División (Uruguay)",
    "ven-primera": "Primera División (Venezuela)",
}
"""Competitions by the id that documents (or the facts) use; an edition's id is one of these and a year."""

OF_FACTS = {
    "concacaf-leagues-cup": "leagues-cup", "conmebol-libertadores": "copa-libertadores",
    "conmebol-recopa": "recopa-sudamericana", "conmebol-sudamericana": "copa-sudamericana",
    "fifa-club-world-cup": "club-world-cup", "fifa-intercontinental-cup": "intercontinental-cup",
    "mex-liga-mx": "liga-mx", "usa-mls": "mls",
}  # fmt: skip
"""Competitions that the facts and the calendars call otherwise than documents do."""

STAGES = {
    "first-round": "First qualifying round",
    "second-round": "Second qualifying round",
    "third-round": "Third qualifying round",
    "fourth-round": "Fourth qualifying round",
    "preliminary-round": "Preliminary round",
    "first-stage": "First stage",
    "regular-season": "Regular season",
    "play-in": "Play-in",
    "wild-card": "Wild card",
    "round-one": "Round one",
    "group-stage": "Group stage",
    "knockout-play-offs": "Play-offs for the round of 16",
    "round-of-32": "Round of 32",
    "round-of-16": "Round of 16",
    "quarter-finals": "Quarter-finals",
    "semi-finals": "Semi-finals",
    "conference-semifinals": "Conference semi-finals",
    "conference-finals": "Conference finals",
    "mls-cup": "MLS Cup",
    "final": "Final",
    "finals": "Finals",
    "third-place": "Match for third place",
    "champion": "Champion",
}
"""Stages by the id that documents use, where a document gives them no other title."""

SHORT_STAGES = {
    "first-round": "Q1", "second-round": "Q2", "third-round": "Q3", "fourth-round": "Q4", "preliminary-round": "Prelim",
    "first-stage": "First", "round-one": "R1", "regular-season": "Season", "play-in": "Play-in", "wild-card": "Wild",
    "group-stage": "Groups", "knockout-play-offs": "Play-offs", "round-of-32": "R32", "round-of-16": "R16",
    "quarter-finals": "QF", "semi-finals": "SF", "conference-semifinals": "Conf SF", "conference-finals": "Conf F",
    "runners-up-play-off": "Play-offs", "final": "Final", "finals": "Finals", "mls-cup": "Cup", "champion": "Title",
}  # fmt: skip
"""Stages by id, as short as the head of a column."""

TABLES = ("Eastern Conference", "Western Conference")
"""Tables that have a name of their own."""

COUNTRIES = {"ENG": "England", "TAH": "Tahiti"}
"""Associations whose country the CLDR does not know, or knows by another name; all others come from there."""

SETTINGS = {
    "as compared": "as on this page",
    "no bridge": "only matches between the two confederations",
    "no links": "no confederation links",
    "tight prior": "confederations nearly alike",
    "wide prior": "confederations far apart",
    "no drift": "the gap does not change over the years",
    "double drift": "the gap changes twice as fast",
}
"""The settings of the ratings that a comparison tries, by their names in its JSON."""
