"""Run every check, then report all problems at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from cupwright.football.competitions import Edition, Format
from cupwright.rulebook.checks.access import check_access, check_clubs, check_slots
from cupwright.rulebook.checks.chains import check_chains
from cupwright.rulebook.checks.draws import check_draws
from cupwright.rulebook.checks.findings import Findings, Locator
from cupwright.rulebook.checks.record import check_dates, check_irregular, check_record
from cupwright.rulebook.checks.stages import check_graph, check_numbers

__all__ = ["check_edition", "check_format"]


def _rules(format_: Format, findings: Findings) -> None:
    check_graph(format_, findings)
    check_chains(format_, findings)
    check_access(format_, findings)


def check_format(format_: Format, locator: Locator) -> None:
    """Check the rules on their own; numbers against the access list, if there is one.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    findings = Findings(locator)
    _rules(format_, findings)
    if format_.access is not None:
        entering: Counter[str] = Counter(dict(format_.access.holders))
        for _, row in format_.access.quotas:
            entering.update(dict(row))
        check_numbers(format_, entering, findings, "places of the access list")
    findings.finish()


def check_edition(
    edition: Edition, format_: Locator, locator: Locator, known_clubs: Collection[str] | None = None
) -> None:
    """Check an edition together with its format.

    Parameters
    ----------
    edition
        The edition.
    format_, locator
        Where the format and the edition stand.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations; not checked if None.

    Raises
    ------
    CupwrightError
        With all problems of both documents.
    """
    findings = Findings(format_, locator)
    _rules(edition.format, findings)
    check_slots(edition, findings)
    check_numbers(edition.format, Counter(slot.enters for slot in edition.slots), findings)
    if not findings.problems:
        check_draws(edition, findings)
    check_dates(edition, findings)
    check_irregular(edition, findings)
    check_record(edition, findings)
    if known_clubs is not None:
        check_clubs(edition, known_clubs, findings)
    findings.finish()
