"""One module for each raw source, and the steps from rows to tables."""
