"""The laboratory as pages in a browser, and its API."""
