"""Units of measurement: which words name the same unit, and which convert into each other.

Units convert only within one dimension. Milliequivalents and millimoles are different dimensions
here, for the one becomes the other only by a valence; so are degrees Celsius and Fahrenheit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

MASS, VOLUME, LENGTH, TIME, PRESSURE = "mass", "volume", "length", "time", "pressure"
AMOUNT, CHARGE, AREA = "amount of substance", "equivalents", "area"

_SIZES: dict[str, tuple[str, Fraction]] = {
    word: (dimension, Fraction(size))
    for dimension, size, words in (
        (MASS, "1000", "kg kilogram kilograms"),
        (MASS, "1", "g gram grams gm"),
        (MASS, "1/1000", "mg milligram milligrams"),
        (MASS, "1/1000000", "mcg µg μg ug microgram micrograms"),
        (MASS, "1/1000000000", "ng nanogram nanograms"),
        (MASS, "1/1000000000000", "pg picogram picograms"),
        (VOLUME, "1", "l liter liters litre litres"),
        (VOLUME, "1/10", "dl deciliter deciliters"),
        (VOLUME, "1/1000", "ml milliliter milliliters cc"),
        (VOLUME, "1/1000000", "mcl µl μl ul microliter microliters"),
        (VOLUME, "1/1000000000000000", "fl femtoliter femtoliters"),
        (AMOUNT, "1", "mol mole moles"),
        (AMOUNT, "1/1000", "mmol millimole millimoles"),
        (AMOUNT, "1/1000000", "mcmol µmol μmol umol micromole micromoles"),
        (AMOUNT, "1/1000000000", "nmol nanomole nanomoles"),
        (AMOUNT, "1/1000000000000", "pmol picomole picomoles"),
        (CHARGE, "1", "eq"),
        (CHARGE, "1/1000", "meq milliequivalent milliequivalents"),
        (TIME, "1", "s sec second seconds"),
        (TIME, "1/1000", "ms millisecond milliseconds"),
        (TIME, "60", "min minute minutes"),
        (TIME, "3600", "h hr hrs hour hours"),
        (TIME, "86400", "d day days"),
        (TIME, "604800", "wk week weeks"),
        (LENGTH, "1", "m meter meters metre metres"),
        (LENGTH, "1/100", "cm centimeter centimeters"),
        (LENGTH, "1/1000", "mm millimeter millimeters"),
        (LENGTH, "1/1000000", "mcm µm μm um micrometer micrometers"),
        (AREA, "1", "m2 m²"),
        (AREA, "1/10000", "cm2 cm²"),
        (PRESSURE, "1", "pa"),
        (PRESSURE, "1000", "kpa"),
        # Conventional values of the millimeter of mercury and the centimeter of water.
        (PRESSURE, "133.322387415", "mmhg torr"),
        (PRESSURE, "98.0665", "cmh2o"),
    )
    for word in words.split()
}
_ALONE = {
    "%": "percent", "percent": "percent", "°c": "degrees Celsius", "c": "degrees Celsius",
    "°f": "degrees Fahrenheit", "f": "degrees Fahrenheit", "iu": "international units",
    "unit": "units", "units": "units", "u": "units", "mosm": "milliosmoles", "beats": "beats",
    "breaths": "breaths", "months": "months", "month": "months", "years": "years", "year": "years",
    "y": "years", "yr": "years", "mme": "morphine milligram equivalents",
}  # fmt: skip
"""Units that convert into no other."""

_SPELT = {"per": "/", "mm hg": "mmhg", "cm h2o": "cmh2o", "° c": "°c", "° f": "°f"}


@dataclass(frozen=True)
class Unit:
    """A unit: its dimension, as factors with their powers, and its size in the base units."""

    dimension: tuple[tuple[str, int], ...]
    size: Fraction

    def ratio(self, other: Unit) -> Fraction | None:
        """Return how many of `other` one of this is, or None where they do not convert."""
        return self.size / other.size if self.dimension == other.dimension else None


def unit_of(text: str) -> Unit | None:
    """Return the unit a text names, in any usual spelling; None for an unknown one."""
    numerator, *divisors = _plain(text).split("/")
    powers: Counter[str] = Counter()
    size = Fraction(1)
    for word, power in ((numerator, 1), *((one, -1) for one in divisors)):
        if not word and power == 1 and divisors:
            continue  # "/min"
        found = _SIZES.get(word) or ((_ALONE[word], Fraction(1)) if word in _ALONE else None)
        if found is None:
            return None
        powers[found[0]] += power
        size *= found[1] ** power
    return Unit(tuple(sorted((name, one) for name, one in powers.items() if one)), size)


def same_words(one: str, other: str) -> bool:
    """Whether two texts name a unit in the same words, known or not."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    words = " ".join(text.casefold().split()).strip(".")
    for spelt, plain in _SPELT.items():
        words = (
            words.replace(f" {spelt} ", plain) if spelt == "per" else words.replace(spelt, plain)
        )
    return "/".join(part.strip() for part in words.replace("·", "/").split("/"))
