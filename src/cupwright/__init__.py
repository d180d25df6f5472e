"""Cupwright: a laboratory for changing football competitions."""

__version__ = "0.1.0"
