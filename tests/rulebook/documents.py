"""Small documents for the tests: a cup of six clubs, and ways to write it down wrong."""

from __future__ import annotations

from pathlib import Path

FORMAT = """\
kind: format
id: tiny-format
title: A tiny cup
competition: tiny-cup
confederation: CONMEBOL
years: [2020, 2030]
sources:
  rules: {title: Rules of the tiny cup, confidence: high}
access:
  quotas:
    ARG: {opening: 2, group: 1}
    BRA: {opening: 2, group: 1}
stages:
  - id: opening
    title: Opening round
    kind: ties
    places: 4
    from:
      - slots
    pairing:
      draw: {pots: [2, 2], order: [2, 1]}
    legs: 2
    second-leg-host: pot-1
    settle: [aggregate, away-goals, penalties]
  - id: group
    title: Group
    kind: groups
    places: 4
    groups: 2
    from:
      - slots
      - {stage: opening, take: winners}
    draw:
      pots: [2, 2]
      order: [1, 2]
      apart:
        - {same: association, unless-entered: [opening]}
    matchdays:
      - [[1, 2]]
    tiebreak: [points, lots]
    advance: 1
    source: {tiebreak: {of: rules, article: "4"}}
  - id: final
    title: Final
    kind: ties
    places: 2
    from:
      - {stage: group, take: place-1, by: [group-record]}
    pairing:
      seeds: [[1, 2]]
    legs: 1
    neutral: true
    second-leg-host: better-seeded
    settle: [aggregate, extra-time, penalties]
awards:
  - id: title
    title: Champion
    candidates: [{stage: final, take: winners}]
"""

EDITION = """\
kind: edition
id: tiny-2026
title: Tiny cup 2026
format: ./format.yaml
year: 2026
starts: 2026-02-01
results: {competition: tiny-cup, edition: "2026"}
slots:
  - {slot: ARG 1, association: ARG, enters: group, club: river-plate-arg}
  - {slot: ARG 2, association: ARG, enters: opening, club: boca-juniors}
  - {slot: ARG 3, association: ARG, enters: opening, club: lanus}
  - {slot: BRA 1, association: BRA, enters: group, club: santos}
  - {slot: BRA 2, association: BRA, enters: opening, club: flamengo}
  - {slot: BRA 3, association: BRA, enters: opening, club: bahia}
ranking: [river-plate-arg, santos, boca-juniors, flamengo, lanus, bahia]
dates:
  opening: [2026-02-01, 2026-02-10]
  group: [2026-03-01, 2026-03-20]
  final: [2026-04-01, 2026-04-01]
draws:
  - stage: opening
    date: 2026-01-10
    ties:
      - [boca-juniors, bahia]
      - [flamengo, lanus]
record:
  ties:
    opening:
      - {clubs: [bahia, boca-juniors], first-leg-host: bahia, winner: boca-juniors}
      - {clubs: [lanus, flamengo], winner: flamengo}
  groups:
    A: [river-plate-arg, flamengo]
    B: [santos, boca-juniors]
"""

PROPOSAL = """\
kind: proposal
id: tiny-proposal
title: a guest in the group
amends: ./edition.yaml
parameters:
  club: {default: first, choices: {first: inter-miami, second: toluca}}
changes:
  - add-guest: {slot: MLS, club: "${club}", association: USA, enters: opening}
  - move-slot: {slot: ARG 3, to: group, because: room for the guest}
  - set: {path: stages.group.places, value: 5}
  - set: {path: stages.group.groups, value: 1}
  - set: {path: stages.group.draw.pots, value: [1, 1, 1, 1, 1]}
  - set: {path: stages.group.draw.order, value: [1, 2, 3, 4, 5]}
  - set: {path: stages.group.draw.apart, value: []}
  - set:
      path: stages.group.matchdays
      value: [[[1, 2], [3, 4]], [[1, 3], [2, 5]], [[1, 4], [3, 5]], [[1, 5], [2, 4]], [[2, 3], [4, 5]]]
  - set:
      path: stages.final.from
      value: [{stage: group, take: place-1}, {stage: group, take: place-2}]
"""

CALENDAR = """\
kind: calendar
id: calendar-tiny-2027
title: Tiny cup 2027
competition: conmebol-libertadores
year: 2027
sources:
  days: {title: a source, confidence: high}
source: days
windows:
  - {id: group-1, title: Matchday 1, days: [2027-04-06, 2027-04-08], stage: group, matchday: 1, use: matches}
  - {id: group-2, title: Matchday 2, days: [2027-04-13, 2027-04-15], stage: group, matchday: 2,
     weekdays: [tuesday, thursday], needs: {tiny-2027/group: in}}
  - {id: holidays, title: Holidays, days: [2027-12-20, 2027-12-31], use: break, note: everybody is away}
"""

CLUBS = {
    "river-plate-arg": "ARG",
    "river-plate-uru": "URU",
    "river-plate-par": "PAR",
    "boca-juniors": "ARG",
    "lanus": "ARG",
    "santos": "BRA",
    "flamengo": "BRA",
    "bahia": "BRA",
    "inter-miami": "USA",
    "toluca": "MEX",
    "barcelona-sc": "ECU",
    "fc-barcelona": "ESP",
    "barcelona-ba": "BRA",
}
"""Clubs that exist in the tests, and their associations."""


def write(folder: Path, *edits: tuple[str, str]) -> Path:
    """Write the three documents into `folder`, each edit (old, new) made once in the one that holds it.

    Returns the path of the edition. An edit whose text stands in no document is a mistake of the test.
    """
    texts = {"format.yaml": FORMAT, "edition.yaml": EDITION, "proposal.yaml": PROPOSAL}
    for old, new in edits:
        held = [name for name, text in texts.items() if old in text]
        assert held, f"no document holds {old!r}"
        texts[held[0]] = texts[held[0]].replace(old, new, 1)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "edition.yaml"
