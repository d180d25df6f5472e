"""The slots of an edition against the access list of its format: how many places are where the list puts them."""

from __future__ import annotations

from collections import Counter

from cupwright.football.competitions import Edition

__all__ = ["access_share"]


def access_share(edition: Edition) -> tuple[int, int]:
    """Return (places that agree, places), counted by association and entry stage.

    A slot agrees if the quota of its association at its entry stage has room for it, or else the places that holders
    of titles add at that stage. The number of places is that of the list or that of the slots, whichever is larger, so
    that neither a missing nor a surplus slot passes unseen. (0, 0) if the format has no access list.

    Examples
    --------
    A list with ``ARG: {group-stage: 2}`` and one holder against three Argentine slots gives (3, 3); without the holder
    it gives (2, 3).
    """
    access = edition.format.access
    if access is None:
        return 0, 0
    have = Counter((slot.association, slot.enters) for slot in edition.slots)
    want = Counter({(code, stage): places for code, row in access.quotas for stage, places in row})
    holders = dict(access.holders)
    right = sum(min(have[key], want[key]) for key in have)
    beyond: Counter[str] = Counter()
    for (code, stage), number in have.items():
        beyond[stage] += max(number - want[code, stage], 0)
    right += sum(min(number, holders.get(stage, 0)) for stage, number in beyond.items())
    return right, max(want.total() + sum(holders.values()), len(edition.slots))
