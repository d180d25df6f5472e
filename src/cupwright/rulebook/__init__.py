"""The room `rulebook`."""
