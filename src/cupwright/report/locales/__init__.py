"""The languages of pages and briefs: words, numbers, dates, money and names as readers write them."""

from __future__ import annotations

from cupwright.report.locales.language import CODES, Language, language

__all__ = ["CODES", "Language", "language"]
