"""Draws the figures of the bank "Hospital medicine essentials" into its media folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MEDIA = Path(__file__).parents[2] / "quizzes/banks/hospital-medicine-essentials/media"
DPI = 150
INK = "#111111"

Trace = NDArray[np.float64]
# One wave: peak in mV, time of the peak after the beat's start in s, widths before and after it.
Wave = tuple[float, float, float, float]
Lead = tuple[str, Callable[[Trace], Trace]]

P_II: tuple[Wave, ...] = ((0.24, 0.0, 0.026, 0.026),)
P_V1: tuple[Wave, ...] = ((0.16, -0.022, 0.016, 0.016), (-0.12, 0.026, 0.018, 0.018))
# A slow ventricular rhythm: broad notched QRS, T in the other direction.
ESCAPE_II: tuple[Wave, ...] = (
    (-0.12, 0.010, 0.010, 0.010),
    (0.95, 0.055, 0.022, 0.026),
    (0.55, 0.105, 0.018, 0.026),
    (-0.38, 0.420, 0.085, 0.055),
)
ESCAPE_V1: tuple[Wave, ...] = (
    (0.14, 0.008, 0.010, 0.010),
    (-0.85, 0.062, 0.020, 0.026),
    (-0.60, 0.108, 0.020, 0.026),
    (0.42, 0.420, 0.085, 0.055),
)
# No P wave, QRS of about 0.16 s, narrow-based tall T.
PEAKED_II: tuple[Wave, ...] = (
    (-0.10, 0.005, 0.012, 0.012),
    (0.75, 0.055, 0.024, 0.028),
    (-0.42, 0.125, 0.024, 0.030),
    (0.95, 0.330, 0.052, 0.042),
)
PEAKED_V3: tuple[Wave, ...] = (
    (0.42, 0.035, 0.020, 0.020),
    (-0.95, 0.105, 0.030, 0.034),
    (1.45, 0.330, 0.052, 0.042),
)


def wave(t: Trace, at: float, shape: Wave) -> Trace:
    """Return one bell-shaped wave with its own width on either side of the peak."""
    height, peak, before, after = shape
    distance = t - at - peak
    width = np.where(distance < 0, before, after)
    return np.asarray(height * np.exp(-0.5 * (distance / width) ** 2), dtype=np.float64)


def beats(t: Trace, starts: list[float], shapes: tuple[Wave, ...]) -> Trace:
    """Return the sum of the same beat at each of its starting times."""
    total = np.zeros_like(t)
    for start in starts:
        for shape in shapes:
            total += wave(t, start, shape)
    return total


def every(first: float, interval: float, end: float) -> list[float]:
    """Return the times from `first` on, one every `interval` seconds."""
    return [float(one) for one in np.arange(first, end, interval)]


def peaked(shapes: tuple[Wave, ...]) -> Callable[[Trace], Trace]:
    """Return the hyperkalemic trace of one lead: regular, 60 a minute, without P waves."""
    return lambda t: beats(t, every(0.58, 1.0, 8.0), shapes)


def dissociated(atrium: tuple[Wave, ...], escape: tuple[Wave, ...]) -> Callable[[Trace], Trace]:
    """Return a lead with 83 P waves and 34 broad QRS complexes a minute, each on its own clock."""
    return lambda t: (
        beats(t, every(0.16, 0.72, 8.0), atrium) + beats(t, every(0.40, 1.76, 8.0), escape)
    )


def paper(axes: Axes, seconds: float, low: float, high: float) -> None:
    """Lay 1 mm and 5 mm grid lines: 25 mm a second, 10 mm a millivolt."""
    for step, color, width in ((0.04, "#f8d5d5", 0.6), (0.2, "#ee9e9e", 1.1)):
        axes.vlines(np.arange(0, seconds + 0.001, step), low, high, color=color, lw=width)
        rows = np.arange(low, high + 0.001, step * 2.5)
        axes.hlines(rows, 0, seconds, color=color, lw=width)
    axes.set(xlim=(0, seconds), ylim=(low, high))
    axes.set_aspect(0.4)
    axes.axis("off")


def strip(name: str, sheet: tuple[float, float, float], leads: tuple[Lead, ...]) -> None:
    """Draw the leads one below the other on one sheet of paper and write the file."""
    seconds, low, high = sheet
    tall = high - low
    figure, axes = plt.subplots(figsize=(10, 10 * len(leads) * tall * 0.4 / seconds + 0.42))
    figure.subplots_adjust(left=0.01, right=0.99, top=0.995, bottom=0.42 / figure.get_figheight())
    paper(axes, seconds, low, low + tall * len(leads))
    t = np.linspace(0, seconds, 6000, dtype=np.float64)
    for row, (label, trace) in enumerate(reversed(leads)):
        base = row * tall
        axes.plot(t, base + trace(t), color=INK, lw=2.4, solid_joinstyle="round")
        axes.text(0.07, base + high - 0.12, label, fontsize=30, weight="bold", va="top")
    figure.text(0.99, 0.02, "25 mm/s    10 mm/mV", fontsize=21, ha="right", va="bottom")
    save(figure, name)


def save(figure: Figure, name: str) -> None:
    """Write the figure into the media folder, without a date, so that it stays the same."""
    figure.savefig(MEDIA / name, dpi=DPI, facecolor="white", metadata={"Software": None})
    plt.close(figure)
    print(MEDIA / name)


def band(axes: Axes, slope: float, color: str, label: str) -> None:
    """Shade the expected bicarbonate, 2.2 mEq/L either way, as PaCO2 rises above 40 mm Hg."""
    x = np.array([40.0, 100.0])
    middle = 24 + slope * (x - 40)
    axes.fill_between(x, middle - 2.2, middle + 2.2, color=color, lw=0, label=label)


def point(axes: Axes, x: float, y: float, label: str) -> None:
    """Mark one blood gas and lead the eye to both axes."""
    axes.plot([x, x, 20], [15, y, y], color="#555555", lw=1.6, ls=(0, (4, 4)))
    axes.plot([x], [y], "o", ms=19, color=INK)
    axes.text(x + 2.2, y - 1.2, label, fontsize=32, weight="bold", va="top")


def acid_base_map() -> None:
    """Draw bicarbonate against PaCO2 with the two expected bands and the two blood gases."""
    figure, axes = plt.subplots(figsize=(10, 8.4))
    figure.subplots_adjust(left=0.125, right=0.955, top=0.975, bottom=0.135)
    band(axes, 0.4, "#bcd9f0", "days")
    band(axes, 0.1, "#f7d9a8", "hours")
    point(axes, 60, 32, "A")
    point(axes, 85, 34, "B")
    axes.set(xlim=(20, 100), ylim=(15, 50), xticks=range(20, 101, 20), yticks=range(20, 51, 10))
    axes.tick_params(labelsize=25)
    axes.set_xlabel("PaCO₂ (mm Hg)", fontsize=28)
    axes.set_ylabel("Bicarbonate (mEq/L)", fontsize=28)
    axes.set_xticks(range(20, 101, 10), minor=True)
    axes.set_yticks(range(15, 51, 5), minor=True)
    axes.grid(which="both", color="#dddddd", lw=1)
    axes.set_axisbelow(True)
    title = "Expected if PaCO₂ has\nbeen raised for"
    axes.legend(loc="upper left", fontsize=25, title=title, title_fontsize=25, framealpha=1)
    save(figure, "hme-004-map.png")


def main() -> None:
    """Write every figure of the bank."""
    tented: tuple[Lead, ...] = (("II", peaked(PEAKED_II)), ("V3", peaked(PEAKED_V3)))
    block: tuple[Lead, ...] = (
        ("II", dissociated(P_II, ESCAPE_II)),
        ("V1", dissociated(P_V1, ESCAPE_V1)),
    )
    strip("hme-001-ecg.png", (5.0, -1.4, 2.0), tented)
    strip("hme-002-ecg.png", (6.0, -1.3, 1.9), block)
    acid_base_map()


if __name__ == "__main__":
    main()
