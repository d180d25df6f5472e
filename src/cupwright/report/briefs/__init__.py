"""The brief: one page in the reader's language, for a meeting."""

from __future__ import annotations

from cupwright.report.briefs.content import Brief, brief_of
from cupwright.report.briefs.rendering import SUFFIXES, check_suffix, render_brief

__all__ = ["SUFFIXES", "Brief", "brief_of", "check_suffix", "render_brief"]
