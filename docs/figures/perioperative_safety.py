"""The figures of the bank perioperative-safety: four capnograms and a train-of-four recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Trace: TypeAlias = NDArray[np.float64]

MEDIA = Path(__file__).parents[2] / "quizzes" / "banks" / "perioperative-safety" / "media"
INK = "#12395b"
GRID = "#d5dbe1"
PERIOD = 5.0  # seconds: 12 breaths a minute
EXPIRATION = 3.2
SAMPLES = 400


def smooth(x: Trace) -> Trace:
    """Return the S-shaped step from 0 to 1 for x between 0 and 1."""
    clipped: Trace = np.clip(x, 0.0, 1.0)
    return clipped * clipped * (3.0 - 2.0 * clipped)


def downstroke(t: Trace) -> Trace:
    """Return the fall from 1 to 0 at the start of inspiration."""
    return 1.0 - smooth((t - EXPIRATION) / 0.3)


def plateau_breath(baseline: float, peak: float) -> Trace:
    """Return one breath with a steep rise and a nearly flat alveolar plateau."""
    t = np.linspace(0.0, PERIOD, SAMPLES, endpoint=False)
    slope = 0.95 + 0.05 * np.clip(t / EXPIRATION, 0.0, 1.0)
    return baseline + (peak - baseline) * smooth((t - 0.4) / 0.4) * slope * downstroke(t)


def obstructed_breath(peak: float) -> Trace:
    """Return one breath that rises all through expiration, without a plateau."""
    t = np.linspace(0.0, PERIOD, SAMPLES, endpoint=False)
    into = np.clip((t - 0.4) / (EXPIRATION - 0.4), 0.0, 1.0)
    rise: Trace = (1.0 - np.exp(-1.6 * into)) / (1.0 - np.exp(-1.6))
    return rise * downstroke(t) * peak


def sloping_breath(corner: float, peak: float) -> Trace:
    """Return one breath with a steep rise to `corner` and a straight slope on to `peak`."""
    t = np.linspace(0.0, PERIOD, SAMPLES, endpoint=False)
    slope = corner + (peak - corner) * np.clip((t - 0.8) / (EXPIRATION - 0.8), 0.0, 1.0)
    return smooth((t - 0.4) / 0.4) * slope * downstroke(t)


def capnogram(
    name: str, breaths: Sequence[Trace], top: int, tick: int, *, fine: bool = False
) -> None:
    """Draw breaths one after the other, as a monitor does, and save the picture.

    A fine grid, a line every 2 mm Hg, is for values that are to be read.
    """
    figure, axes = plt.subplots(figsize=(10.0, 5.6), dpi=150)
    trace = np.concatenate(list(breaths))
    t = np.arange(trace.size) * PERIOD / SAMPLES
    axes.plot(t, trace, color=INK, linewidth=4.0 if len(breaths) < 8 else 3.0)
    axes.set(xlim=(0, t[-1]), ylim=(-1, top), xlabel="Time (s)", ylabel="CO₂ (mm Hg)")
    axes.set_xticks(range(0, int(len(breaths) * PERIOD) + 1, tick))
    axes.set_yticks(range(0, top + 1, 10))
    if fine:
        axes.set_yticks(range(0, top + 1, 2), minor=True)
        axes.grid(visible=True, which="minor", axis="y", color=GRID, linewidth=0.8)
        axes.tick_params(which="minor", length=0)
    finish(axes)
    save(name)
    plt.close(figure)


def finish(axes: Axes) -> None:
    """Give a panel large labels and a quiet grid."""
    axes.tick_params(labelsize=21, length=6, width=1.5)
    axes.xaxis.label.set_fontsize(24)
    axes.yaxis.label.set_fontsize(24)
    axes.grid(visible=True, color=GRID, linewidth=1.4)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def train(axes: Axes, heights: Sequence[int], title: str) -> None:
    """Draw the four responses of one train as bars, a tick under each stimulus."""
    axes.bar(range(1, 5), heights, width=0.5, color=INK)
    axes.set(xlim=(0.4, 4.6), ylim=(0, 110), xlabel="Stimulus")
    axes.set_title(title, fontsize=24, pad=14)
    axes.set_xticks(range(1, 5))
    axes.set_yticks(range(0, 101, 25))
    finish(axes)
    axes.grid(visible=False, axis="x")


def train_of_four(name: str) -> None:
    """Draw the train before the drug beside the train at the end of the operation."""
    figure, (before, now) = plt.subplots(1, 2, figsize=(10.0, 5.8), dpi=150, sharey=True)
    train(before, (100, 100, 100, 100), "Before rocuronium")
    train(now, (21, 9, 0, 0), "Now")
    before.set_ylabel("Response (% of control)", fontsize=24)
    save(name)
    plt.close(figure)


def save(name: str) -> None:
    """Write the current picture into the bank's media folder."""
    MEDIA.mkdir(parents=True, exist_ok=True)
    plt.tight_layout()
    plt.savefig(MEDIA / name, facecolor="white", metadata={"Software": None})


def falling_peaks() -> list[float]:
    """Return end-tidal values that fall exponentially after the fifth breath."""
    return [36.0] * 5 + [14.0 + 22.0 * float(np.exp(-n / 2.2)) for n in range(1, 11)]


def main() -> None:
    """Draw every figure of the bank."""
    capnogram("pos-001-capnogram.png", [obstructed_breath(47.0)] * 4, 60, 5)
    capnogram("pos-002-capnogram.png", [plateau_breath(11.0, 52.0)] * 4, 60, 5)
    falling = [plateau_breath(0.0, peak) for peak in falling_peaks()]
    capnogram("pos-003-capnogram.png", falling, 50, 15)
    train_of_four("pos-012-train-of-four.png")
    sloping = [sloping_breath(22.0, 34.0)] * 4
    capnogram("pos-019-capnogram.png", sloping, 40, 5, fine=True)


if __name__ == "__main__":
    main()
