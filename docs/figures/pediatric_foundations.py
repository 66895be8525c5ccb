"""Draw the figures of the bank pediatric-foundations into its media folder."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

MEDIA = Path(__file__).parents[2] / "quizzes" / "banks" / "pediatric-foundations" / "media"
INK = "#16202c"
CURVE = "#7d8a99"
MEDIAN = "#3f4d5c"
PATIENT = "#b3261e"
PERCENTILES = (3, 15, 50, 85, 97)
MIDDLE = 50


@dataclass(frozen=True)
class Standard:
    """A growth standard in the LMS form: skewness, median and coefficient of variation by age."""

    ages: tuple[float, ...]
    skewness: float
    median: tuple[float, ...]
    variation: tuple[float, ...]

    def curve(self, percentile: int, ages: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values of one percentile at `ages`."""
        z = NormalDist().inv_cdf(percentile / 100)
        median = _smooth(ages, self.ages, self.median)
        variation = _smooth(ages, self.ages, self.variation)
        factor = (1 + self.skewness * variation * z) ** (1 / self.skewness)
        return np.asarray(median * factor, dtype=np.float64)


@dataclass(frozen=True)
class Panel:
    """One growth chart: a standard, what it measures, its limits, and a patient on it."""

    standard: Standard
    label: str
    limits: tuple[float, float]
    step: float
    ages: tuple[float, ...]
    values: tuple[float, ...]


# Rounded, illustrative values: the charts are labelled schematic.
BOY_STATURE = Standard(
    ages=(3, 4, 5, 6, 7, 8, 9, 10),
    skewness=1,
    median=(95.2, 102.3, 109.0, 115.5, 121.9, 127.9, 133.6, 138.7),
    variation=(0.041, 0.042, 0.043, 0.044, 0.045, 0.045, 0.046, 0.046),
)
BOY_WEIGHT = Standard(
    ages=(3, 4, 5, 6, 7, 8, 9, 10),
    skewness=-1,
    median=(14.3, 16.3, 18.4, 20.7, 23.1, 25.6, 28.6, 32.0),
    variation=(0.10, 0.11, 0.12, 0.13, 0.135, 0.145, 0.155, 0.165),
)
GIRL_WEIGHT = Standard(
    ages=(0, 1, 2, 3, 4, 6, 9, 12, 15, 18, 21, 24),
    skewness=-0.1,
    median=(3.2, 4.2, 5.1, 5.8, 6.4, 7.3, 8.2, 8.9, 9.6, 10.2, 10.9, 11.5),
    variation=(0.14, 0.137, 0.13, 0.126, 0.124, 0.122, 0.122, 0.123, 0.123, 0.123, 0.124, 0.124),
)
GIRL_LENGTH = Standard(
    ages=(0, 1, 2, 3, 4, 6, 9, 12, 15, 18, 21, 24),
    skewness=1,
    median=(49.1, 53.7, 57.1, 59.8, 62.1, 65.7, 70.1, 74.0, 77.5, 80.7, 83.7, 86.4),
    variation=(0.038, 0.036, 0.036, 0.035, 0.035, 0.034, 0.034, 0.035, 0.035, 0.036, 0.036, 0.037),
)


def _smooth(
    ages: NDArray[np.float64], knots: Sequence[float], values: Sequence[float]
) -> NDArray[np.float64]:
    # The root of the age straightens the fast first months, so that a low degree fits all.
    degree = min(4, len(knots) - 1)
    fit = np.polynomial.Polynomial.fit(np.sqrt(np.add(knots, 0.5)), values, degree)
    return np.asarray(fit(np.sqrt(ages + 0.5)), dtype=np.float64)


def _style() -> None:
    mpl.rcParams.update(
        {
            "font.family": "DejaVu Sans",
            "font.size": 19,
            "axes.labelsize": 20,
            "axes.titlesize": 20,
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.linewidth": 1.6,
            "xtick.major.pad": 9,
            "ytick.major.pad": 7,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#dfe4ea",
            "grid.linewidth": 0.9,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )


def _save(figure: Figure, name: str) -> None:
    raw = BytesIO()
    figure.savefig(raw, dpi=200, facecolor="white")
    plt.close(figure)
    MEDIA.mkdir(parents=True, exist_ok=True)
    Image.open(raw).convert("RGB").quantize(48).save(MEDIA / name, optimize=True)


def _apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return the heights pushed away from the middle one until all are `gap` apart."""
    middle = len(heights) // 2
    placed = list(heights)
    for one in range(middle - 1, -1, -1):
        placed[one] = min(placed[one], placed[one + 1] - gap)
    for one in range(middle + 1, len(placed)):
        placed[one] = max(placed[one], placed[one - 1] + gap)
    return placed


def _percentile_curves(axes: Axes, standard: Standard, gap: float) -> None:
    ages = np.linspace(standard.ages[0], standard.ages[-1], 200)
    curves = [standard.curve(percentile, ages) for percentile in PERCENTILES]
    heights = _apart([float(values[-1]) for values in curves], gap)
    for percentile, values, height in zip(PERCENTILES, curves, heights, strict=True):
        middle = percentile == MIDDLE
        axes.plot(ages, values, color=MEDIAN if middle else CURVE, lw=2.6 if middle else 1.6)
        axes.annotate(
            str(percentile), (ages[-1], height), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=17, color=MEDIAN, annotation_clip=False,
        )  # fmt: skip


def _growth_panel(axes: Axes, panel: Panel) -> None:
    low, high = panel.limits
    _percentile_curves(axes, panel.standard, gap=(high - low) * 0.066)
    axes.plot(
        panel.ages, panel.values, "o-", color=PATIENT, lw=3, markersize=11, zorder=3, clip_on=False
    )
    axes.set_ylabel(panel.label)
    axes.set_ylim(low, high)
    axes.set_yticks(np.arange(low, high + panel.step / 2, panel.step))


def _growth_chart(
    name: str, title: str, panels: tuple[Panel, Panel], axis: tuple[str, NDArray[np.float64]]
) -> None:
    figure, rows = plt.subplots(2, 1, figsize=(7.2, 9.4), sharex=True)
    for axes, panel in zip(rows, panels, strict=True):
        _growth_panel(axes, panel)
    label, ticks = axis
    rows[1].set_xlabel(label)
    rows[1].set_xticks(ticks)
    rows[1].set_xlim(ticks[0], ticks[-1])
    figure.suptitle(title, fontsize=19, y=0.985)
    figure.text(
        0.5, 0.012, "Schematic percentiles; red: this patient",
        ha="center", fontsize=17, color=MEDIAN,
    )  # fmt: skip
    figure.subplots_adjust(left=0.155, right=0.925, top=0.935, bottom=0.125, hspace=0.09)
    _save(figure, name)


def stature() -> None:
    """Draw height and weight from 4 to 9 years, the height leaving its percentile."""
    ages = (4, 5, 6, 7, 8, 9)
    panels = (
        Panel(
            BOY_STATURE, "Height (cm)", (80, 160), 20, ages,
            (102.5, 109.0, 114.6, 118.0, 120.2, 121.8),
        ),
        Panel(BOY_WEIGHT, "Weight (kg)", (10, 50), 10, ages, (16.3, 18.5, 21.0, 23.8, 26.9, 30.4)),
    )  # fmt: skip
    _growth_chart(
        "pdf-001-growth.png", "Boys, 3 to 10 years", panels, ("Age (years)", np.arange(3.0, 11.0))
    )


def weight() -> None:
    """Draw weight and length to 18 months, the weight falling first."""
    ages = (0, 2, 4, 6, 9, 12, 15, 18)
    panels = (
        Panel(
            GIRL_WEIGHT, "Weight (kg)", (2, 16), 2, ages,
            (3.3, 5.2, 6.5, 7.4, 7.8, 8.0, 8.1, 8.0),
        ),
        Panel(
            GIRL_LENGTH, "Length (cm)", (40, 100), 10, ages,
            (49.5, 57.4, 62.4, 66.0, 70.2, 73.7, 76.5, 78.6),
        ),
    )  # fmt: skip
    _growth_chart(
        "pdf-002-growth.png", "Girls, birth to 24 months", panels,
        ("Age (months)", np.arange(0.0, 25.0, 3.0)),
    )  # fmt: skip


def _line(axes: Axes, hours: NDArray[np.float64], values: NDArray[np.float64], name: str) -> None:
    """Draw a threshold with its name written along it."""
    axes.plot(hours, values, color=INK, lw=2.8)
    here, there = len(hours) // 4, len(hours) // 2
    middle = (here + there) // 2
    slope = np.degrees(np.arctan2(values[there] - values[here], hours[there] - hours[here]))
    axes.text(
        hours[middle], values[middle], name, rotation=slope, rotation_mode="anchor",
        transform_rotates_text=True, ha="center", va="center_baseline", fontsize=18,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )  # fmt: skip


def _patient(
    axes: Axes, hour: float, value: float, name: str, where: Literal["lower right", "upper right"]
) -> None:
    axes.plot([hour], [value], "o", color=PATIENT, markersize=15, zorder=3, label=name)
    axes.legend(
        loc=where, fontsize=19, labelcolor=PATIENT, framealpha=1, edgecolor=CURVE, handletextpad=0.2
    )


def bilirubin() -> None:
    """Draw one bilirubin value between the escalation and the exchange line."""
    hours = np.linspace(24, 120, 97)
    knots = (24, 48, 72, 96, 120)
    exchange = _smooth(hours, knots, (20.0, 22.4, 24.4, 26.0, 27.0))
    figure, axes = plt.subplots(figsize=(7.2, 7.4))
    axes.set_xlim(24, 120)
    axes.set_ylim(10, 30)
    axes.set_xticks(np.arange(24, 121, 12))
    axes.set_yticks(np.arange(10, 31, 5))
    axes.set_xlabel("Age (hours)")
    axes.set_ylabel("Total serum bilirubin (mg/dL)")
    figure.subplots_adjust(left=0.13, right=0.965, top=0.97, bottom=0.17)
    _line(axes, hours, exchange, "Exchange transfusion")
    _line(axes, hours, exchange - 2, "Escalation of care")
    _line(axes, hours, _smooth(hours, knots, (12.0, 15.5, 18.4, 20.5, 21.8)), "Phototherapy")
    _patient(axes, 96, 25.0, "This infant", "lower right")
    figure.text(
        0.53, 0.015, "Schematic thresholds for this infant", ha="center", fontsize=17, color=MEDIAN
    )
    _save(figure, "pdf-004-bilirubin.png")


def acetaminophen() -> None:
    """Draw the treatment line from 150 micrograms per mL at 4 hours and one concentration."""
    hours = np.linspace(4, 24, 100)
    ticks = (5, 10, 20, 50, 100, 150, 300, 500)
    figure, axes = plt.subplots(figsize=(7.2, 7.0))
    axes.set_yscale("log")
    axes.set_yticks(ticks, [str(one) for one in ticks])
    axes.set_yticks((), minor=True)
    axes.set_ylim(4, 500)
    axes.set_xlim(0, 24)
    axes.set_xticks(np.arange(0, 25, 4))
    axes.set_xlabel("Time after ingestion (hours)")
    axes.set_ylabel("Acetaminophen in serum (µg/mL)")
    figure.subplots_adjust(left=0.155, right=0.965, top=0.97, bottom=0.13)
    axes.plot(hours, 150 * 2.0 ** (-(hours - 4) / 4), color=INK, lw=3)
    axes.text(15.6, 27.5, "Treatment line", rotation=-39, ha="center", va="center", fontsize=19)
    _patient(axes, 8, 118, "This patient", "upper right")
    _save(figure, "pdf-016-nomogram.png")


def main() -> None:
    """Draw all figures of the bank."""
    _style()
    stature()
    weight()
    bilirubin()
    acetaminophen()


if __name__ == "__main__":
    main()
