"""The room `ratings`."""
