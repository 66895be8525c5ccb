"""A block of text on a page: what is said, how large, and how far below the block above."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from documents.words import Align, Line, Word, balanced, draw, length, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.tagged import TaggedCanvas

SCALES = tuple(step / 20 for step in range(20, 4, -1))
"""How far a page may be scaled down, from full size to a quarter."""
MOST_SHARE = 13.0
"""The most room in points that is put between two blocks to fill a page."""


@dataclass(frozen=True)
class Block:
    """Words of one size; a name shrinks to `least` of that size before it takes a second line."""

    words: tuple[Word, ...]
    size: float
    above: float = 0
    leading: float = 1.18
    least: float = 1
    kind: str = "P"

    def set(self, scale: float, measure: float) -> Setting:
        """Return the block's lines for a measure in points."""
        wide = length(self.words) * self.size * scale
        shrunk = max(self.least, min(1.0, measure / wide)) if wide else 1.0
        size = self.size * scale * shrunk
        return Setting(
            wrap(self.words, measure / size),
            size,
            size * self.leading,
            self.above * scale,
            self.kind,
        )


@dataclass(frozen=True)
class Setting:
    """A block broken into lines at its final size."""

    lines: tuple[Line, ...]
    size: float
    step: float
    above: float
    kind: str = "P"

    def evened(self, measure: float) -> Setting:
        """Return the same setting with lines as even in length as they can be."""
        return replace(self, lines=balanced(self.lines, measure / self.size))

    @property
    def height(self) -> float:
        """From the bottom of the block above to the bottom of this one."""
        return self.above + self.step * len(self.lines)


def fit(blocks: Sequence[Block], measure: float, room: float) -> tuple[Setting, ...]:
    """Return the blocks at the largest scale at which they fit the room."""
    settings: tuple[Setting, ...] = ()
    for scale in SCALES:
        settings = tuple(block.set(scale, measure) for block in blocks)
        if sum(setting.height for setting in settings) <= room:
            break
    return tuple(setting.evened(measure) for setting in settings)


def stack(
    canvas: TaggedCanvas, settings: Sequence[Setting], centre: float, top: float, room: float
) -> None:
    """Draw settings centred one under the other, the room left over shared between them."""
    slack = max(0.0, room - sum(setting.height for setting in settings))
    share = min(slack / (len(settings) + 1), MOST_SHARE)
    first = top - (slack - share * (len(settings) - 1)) / 2
    flow(canvas, settings, (centre, first), "centre", share)


def flow(
    canvas: TaggedCanvas,
    settings: Sequence[Setting],
    at: tuple[float, float],
    align: Align = "left",
    apart: float = 0,
) -> float:
    """Draw settings downwards from a point and return the height where they end."""
    x, y = at
    for setting in settings:
        y -= setting.above
        with canvas.tag(setting.kind):
            for line in setting.lines:
                # The baseline stands a quarter of the step above the bottom of its line.
                draw(canvas, line, (x, y - setting.step * 0.75), setting.size, align)
                y -= setting.step
        y -= apart
    return y
