"""The room that reads documents: load, check, amend, compare in words."""

from cupwright.rulebook.load import load, load_edition, load_format

__all__ = ["load", "load_edition", "load_format"]
