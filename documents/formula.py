"""A formula on paper: drawn by matplotlib's mathtext, set into the line it belongs to."""

from __future__ import annotations

import base64
from html import escape
from io import BytesIO

from reportlab import rl_config

# Without any trusted host reportlab reads no address at all, not even a picture that stands in
# its own address. Every text is escaped before it reaches a paragraph: no other address can.
rl_config.trustedHosts = ["localhost"]
DOTS = 300  # an inch: as sharp as print
POINTS = 72  # an inch


def drawn(formula: str, size: float) -> str:
    """Return TeX as a picture inside a paragraph of reportlab, `size` points high as its text.

    What mathtext cannot draw stays as it is written: the checker has refused it before.
    """
    # Loaded with the first formula only: it takes longer to import than a paper to print.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415
    from matplotlib.mathtext import math_to_image  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    file = BytesIO()
    try:
        with rc_context({"mathtext.fontset": "stix"}):
            depth = math_to_image(
                f"${formula}$", file, prop=FontProperties(size=size), dpi=DOTS, format="png"
            )
    except ValueError:
        return escape(formula)
    with Image.open(file) as picture:
        width, height = (side * POINTS / DOTS for side in picture.size)
    source = base64.b64encode(file.getvalue()).decode()
    return (
        f'<img src="data:image/png;base64,{source}" width="{width:.2f}" height="{height:.2f}"'
        f' valign="{-depth:.2f}"/>'
    )
