"""Tools of the workshop: importers that compile raw sources into facts (not shipped)."""
