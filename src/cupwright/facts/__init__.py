"""The embedded facts: results, clubs, names, grounds and countries as Parquet, described by facts.json."""
