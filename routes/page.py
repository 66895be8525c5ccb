"""The HTML of pages that Streamlit does not draw: one shell in the same look, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "Self-Assessment"
# The colours are those of routes/theme.py, so that signing in does not change the room.
STYLE = """
:root { color-scheme: light dark; --paper: #fcfbf8; --card: #ffffff; --ink: #1f2933;
  --soft: #52606d; --line: #d9dcd6; --accent: #17607a; --link: #17607a; --on: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --paper: #14191e; --card: #1c2329;
  --ink: #e6e8ea; --soft: #a9b3bb; --line: #36414a; --accent: #2b7a9b; --link: #8cc8de; } }
@font-face { font-family: "Source Sans"; font-weight: 200 900; font-display: swap;
  src: local("Source Sans 3"), local("Source Sans Pro"); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.55 "Source Sans", "Source Sans 3", system-ui, sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 2.5rem 1rem 4rem; }
h1 { font: 600 1.75rem/1.25 Georgia, "Noto Serif", serif; margin: 0 0 .5rem; }
h2 { font: 600 1.15rem/1.3 Georgia, "Noto Serif", serif; margin: 1.75rem 0 .5rem; }
p { margin: 0 0 1rem; } a { color: var(--link); }
.soft { color: var(--soft); font-size: .94rem; }
.brand { color: var(--soft); letter-spacing: .02em; margin: 0 0 1.5rem; }
form { margin: 0 0 .6rem; }
button, .button { font: inherit; font-weight: 600; min-height: 2.9rem; padding: .55rem 1.1rem;
  border-radius: .6rem; border: 1px solid var(--accent); background: var(--accent);
  color: var(--on); cursor: pointer; text-decoration: none; display: inline-block; }
button.person { width: 100%; text-align: left; background: var(--card); color: var(--ink);
  border-color: var(--line); font-weight: 400; padding: .75rem 1rem; }
button.person strong { display: block; } button.person span { color: var(--soft); }
button:hover { border-color: var(--accent); filter: brightness(1.03); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
input { font: inherit; color: inherit; width: 100%; min-height: 2.9rem; padding: .5rem .8rem;
  border: 1px solid var(--soft); border-radius: .6rem; background: var(--card);
  margin: .2rem 0 1rem; }
select { font: inherit; color: inherit; width: 100%; min-height: 2.9rem; padding: .5rem .8rem;
  border: 1px solid var(--soft); border-radius: .6rem; background: var(--card);
  margin: .2rem 0 1rem; }
fieldset { border: 1px solid var(--line); border-radius: .8rem; background: var(--card);
  padding: .6rem 1.1rem .2rem; margin: 0 0 1rem; } legend { color: var(--soft); padding: 0 .4rem; }
input[type=radio] { width: 1.3rem; min-height: 1.3rem; margin: 0 .5rem 0 0; vertical-align: -.2rem;
  accent-color: var(--accent); }
form:has(#has-no):not(:has(#has-yes:checked)) fieldset { display: none; }
.choice { min-height: 2.75rem; margin: 0; } .choice label { padding: .6rem 0; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .45rem 1.2rem;
  margin: 1rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.box { border: 1px solid var(--line); border-radius: .8rem; background: var(--card);
  padding: 1.1rem 1.2rem; margin: 0 0 1.2rem; }
@media (max-width: 420px) { main { padding-top: 1.5rem; } dl { grid-template-columns: 1fr;
  gap: .1rem; } dd { margin-bottom: .6rem; } }
"""


@dataclass(frozen=True)
class Html:
    """Text that is HTML already: everything else is escaped."""

    text: str


def element(name: str, /, *inside: str | Html, **attributes: str) -> Html:
    """Return an element; `class_` and the like lose their underscore."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{joined(inside).text}</{name}>")


def void(name: str, /, **attributes: str) -> Html:
    """Return an element that has no inside, such as an input."""
    return Html(element(name, **attributes).text.removesuffix(f"</{name}>"))


def joined(parts: Iterable[str | Html]) -> Html:
    """Return parts after one another."""
    return Html("".join(one.text if isinstance(one, Html) else escape(one) for one in parts))


def hidden(name: str, value: str) -> Html:
    """Return a form field that nobody sees."""
    return void("input", type="hidden", name=name, value=value)


def page(title: str, *inside: Html, status: int = 200, style: str = "") -> HTMLResponse:
    """Return a whole page; `style` adds what only this one needs."""
    head = joined(
        (
            void("meta", charset="utf-8"),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", f"{title} · {NAME}"),
            Html('<link rel="icon" href="/favicon.png">'),
            Html(f"<style>{STYLE}{style}</style>"),
        )
    )
    body = element("main", element("p", NAME, class_="brand"), element("h1", title), joined(inside))
    document = (
        f'<!doctype html><html lang="en"><head>{head.text}</head><body>{body.text}</body></html>'
    )
    return HTMLResponse(document, status, {"Cache-Control": "no-store"})
