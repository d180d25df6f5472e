"""Ties: who hosts the second leg, and which step of the settling chain separates the clubs."""

from __future__ import annotations

from cupwright.rules import codes
from cupwright.rules.compiled import inlined

__all__ = ["away_goals_winner", "first_hosts", "second_leg_host", "sign"]


@inlined
def sign(difference: int) -> int:
    """Return 1, 0 or -1."""
    return 1 if difference > 0 else (-1 if difference < 0 else 0)


@inlined
def first_hosts(leg: int, legs: int) -> bool:
    """Whether the host of leg 1 hosts a leg (from 0) too; a single match is that of the host of leg 2."""
    return (legs == 2 and leg == 0) or (legs == 3 and leg != 1)


@inlined
def away_goals_winner(first_away: int, second_away: int) -> int:
    """Return 1 if the host of leg 1 scored more away goals, -1 if the host of leg 2 did, 0 if neither."""
    return sign(first_away - second_away)


@inlined
def second_leg_host(
    rule: int,
    guest_first: bool,
    guest_a: bool,
    guest_b: bool,
    seeding_a: int,
    seeding_b: int,
    rank_a: int,
    rank_b: int,
    last_pot: int,
) -> tuple[bool, int]:
    """Say whether club b (not a) hosts the second leg, the only one, or the first and last of three, and by which rule.

    Parameters
    ----------
    rule
        A code of :data:`cupwright.rules.codes.HOSTED_BY`.
    guest_first
        Whether a guest hosts the first leg against a member.
    guest_a, guest_b
        Whether each is a guest.
    seeding_a, seeding_b
        Seeding numbers; low is better.
    rank_a, rank_b
        Official ranking; low is better.
    last_pot
        The pot (from 0) that was emptied last, or -1 with a single pot, where b was drawn second.
    """
    if guest_first and guest_a != guest_b:
        return guest_a, codes.GUEST_HOSTS_FIRST
    if rule == codes.SECOND_NAMED:
        return True, rule
    if rule == codes.BETTER_RANKED:
        return rank_b < rank_a, rule
    if rule == codes.SECOND_DRAWN:
        if last_pot < 0:
            return True, rule
        return (seeding_b < seeding_a) == (last_pot == 0), rule
    return seeding_b < seeding_a, rule
