"""The room `football`."""
