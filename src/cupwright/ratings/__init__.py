"""The room `ratings`: results to strengths with doubt."""

from cupwright.ratings.fit import fit
from cupwright.ratings.ratings import Rating, Ratings
from cupwright.ratings.results import ClubPlace, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["ClubPlace", "Rating", "RatingSettings", "Ratings", "Results", "fit"]
