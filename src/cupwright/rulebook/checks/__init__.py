"""The full check of documents that fit their model: do they make sense."""

from cupwright.rulebook.checks.run import check_edition, check_format

__all__ = ["check_edition", "check_format"]
