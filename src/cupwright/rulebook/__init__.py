"""The room that reads documents: load, check, amend, compare in words."""

from cupwright.rulebook.amending import amend, amend_format
from cupwright.rulebook.assuming import assumed
from cupwright.rulebook.checking import check
from cupwright.rulebook.differences import diff
from cupwright.rulebook.display import Line, show
from cupwright.rulebook.dump import documents_hash
from cupwright.rulebook.histories import History, Reading, read_for
from cupwright.rulebook.ledger import common_stages, places
from cupwright.rulebook.loading import load, load_calendar, load_edition, load_format, load_history, load_proposal
from cupwright.rulebook.picking import Pick
from cupwright.rulebook.proposals import Parameter, Proposal
from cupwright.rulebook.shelf import competition_names, list_documents
from cupwright.rulebook.uploads import proposal_of_text

__all__ = [
    "History",
    "Line",
    "Parameter",
    "Pick",
    "Proposal",
    "Reading",
    "amend",
    "amend_format",
    "assumed",
    "check",
    "common_stages",
    "competition_names",
    "diff",
    "documents_hash",
    "list_documents",
    "load",
    "load_calendar",
    "load_edition",
    "load_format",
    "load_history",
    "load_proposal",
    "places",
    "proposal_of_text",
    "read_for",
    "show",
]
