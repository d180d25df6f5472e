"""Fixtures and their days: an independent checker, a solver, journeys, and round robins."""
