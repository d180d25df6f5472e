"""Names of the associations of the Americas by FIFA code, for the codes on a page."""

from __future__ import annotations

__all__ = ["association_name"]

_NAMES = {
    "ARG": "Argentina", "BOL": "Bolivia", "BRA": "Brazil", "CHI": "Chile", "COL": "Colombia", "ECU": "Ecuador",
    "PAR": "Paraguay", "PER": "Peru", "URU": "Uruguay", "VEN": "Venezuela",
    "CAN": "Canada", "CRC": "Costa Rica", "CUB": "Cuba", "CUW": "Curaçao", "DOM": "Dominican Republic",
    "SLV": "El Salvador", "GUA": "Guatemala", "GUY": "Guyana", "HAI": "Haiti", "HON": "Honduras", "JAM": "Jamaica",
    "MEX": "Mexico", "NCA": "Nicaragua", "PAN": "Panama", "PUR": "Puerto Rico", "SUR": "Suriname",
    "TRI": "Trinidad and Tobago", "USA": "United States",
}  # fmt: skip


def association_name(code: str) -> str:
    """Return the country of an association, or an empty string for a code that is not of the Americas."""
    return _NAMES.get(code, "")
