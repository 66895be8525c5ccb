"""Every screen in every look: WCAG by axe, enlarged to 200 and 400 percent, spread, and at rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from docs.pictures.make import show
from docs.pictures.walk import Shot
from routes.theme import DARK, LIGHT
from storage.migrate import migrate
from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.measuring import measured
from tests.browser.states import State, every
from tests.browser.test_look import rgb
from tests.browser.walking import PATIENCE, rested
from tests.evidence import FULL, seen
from tests.people import signed_in
from tests.server import Server
from tests.taking import begin
from workflows.operations.demonstration import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs
    from workflows.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.evidence]

Scheme = Literal["light", "dark"]
COMMAND = "make evidence ONLY=every_screen"
PART = "Accessibility"
WIDTHS = {1280: 900, 390: 844}  # pixels, and how many high
ENLARGED = {640: 512, 320: 256}  # what is left of 1280 by 1024 at 200 and at 400 percent
SCHEMES: dict[Scheme, dict[str, str]] = {"light": LIGHT, "dark": DARK}
MOST = 2  # popovers of a screen: the others are drawn by the same lines
POPOVERS = '.stMain [data-testid="stPopoverButton"]'
MOST = 2  # popovers of a screen: the others are drawn by the same lines
# The page wears what was asked for, and has not been drawn anew for a while: Streamlit tells the
# server of another scheme, which runs the script again.
WORN = """paper => {
  const app = document.querySelector('.stApp') ?? document.body;
  const calm = getComputedStyle(app).backgroundColor === paper
    && (app.dataset.testScriptState ?? 'notRunning') === 'notRunning'
    && !document.querySelector('[data-stale="true"]');
  if (!calm) window.calm = undefined;
  window.calm ??= calm ? performance.now() : undefined;
  return calm && performance.now() - window.calm > 200;
}"""


@dataclass
class Walked:
    """What was looked at, and what was found, by the promise that it breaks."""

    screens: set[str] = field(default_factory=set)
    looks: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)

    def note(self, promise: str, where: str, sentences: list[str]) -> None:
        """Keep what was found on a screen."""
        self.found.setdefault(promise, []).extend(f"{where}: {one}" for one in sentences)


def few(service: Service) -> Iterator[State]:
    """Give what physicians use most, one screen of each kind."""
    attempt = begin(signed_in(service, "ada"), slug="looked-at")
    yield State(Shot("sign-in", "/sign-in", None, "Who are you today?"))
    yield State(Shot("question", f"/attempt?attempt={attempt}&q=1", "ada", "Private note"))
    yield State(Shot("profile", "/profile", "dan", "Save profile"))


@pytest.fixture(scope="module")
def shown(
    common: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Iterator[State]]]:
    """A server and the states to look at: of the whole demonstration, or a few of the common."""
    if not FULL:
        if not common.runs:
            common.start()
        yield common, few(common.service)
        return
    server = Server(tmp_path_factory.mktemp("looked") / "service.sqlite")
    migrate(server.engine)
    for _line in fill(server.service):
        pass
    server.start()
    yield server, every(server.service)
    server.stop()
    server.engine.dispose()


@pytest.fixture(scope="module")
def walked(shown: tuple[Server, Iterator[State]], tabs: Tabs) -> Walked:
    """All that was found, from one walk: opening the screens is what costs."""
    server, states = shown
    made = Walked()
    for state in states:
        page = tabs.open(1280)
        if state.shot.who is not None:
            sign_in(page.context, server, state.shot.who)
        page.set_default_timeout(4 * PATIENCE)  # one slow screen must not end the walk
        _look(made, page, server, state)
        page.set_default_timeout(PATIENCE)
        if state.shot.offline:
            page.context.close()
        else:
            tabs.give_back(page, server.address)
    return made


def _look(made: Walked, page: Page, server: Server, state: State) -> None:
    """Look at one screen, opened, in every scheme and width."""
    page.emulate_media(reduced_motion="reduce")
    show(page, server.address, state.shot)
    if state.then is not None:
        state.then(page)
    name = state.shot.name
    made.screens.add(name)
    measured(page, "open")
    made.note("rest", name, measured(page, "moving"))
    for width, high in WIDTHS.items():
        narrowed(page, width, high)
        for scheme in SCHEMES:
            made.looks += 1
            made.note("axe", f"{name} at {width} {scheme}", _settled(page, scheme))
        measured(page, "spread", given=True)
        cut = measured(page, "cut") + measured(page, "sideways")
        made.note("spread", f"{name} at {width}", cut)
        measured(page, "spread", given=False)
    for width, high in ENLARGED.items():
        narrowed(page, width, high)
        cut = measured(page, "cut") + measured(page, "sideways")
        made.note("reflow", f"{name}, {width} left", cut)
    if FULL and state.then is None:
        for number in range(min(MOST, page.locator(POPOVERS).count())):
            made.note("axe", f"{name} popover {number}", _popover(page, number))


def narrowed(page: Page, width: int, high: int) -> None:
    """Give the window a size, and let the page take it."""
    page.set_viewport_size({"width": width, "height": high})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def _settled(page: Page, scheme: Scheme) -> list[str]:
    """Return what axe objects to in a scheme; of a page that was drawn anew meanwhile, again."""
    found: list[str] = []
    for _again in range(3):
        wear(page, scheme)
        found = violations(page)
        if not found:
            break
    return found


def _popover(page: Page, number: int) -> list[str]:
    """Open a popover by keyboard, ask, and close it again."""
    button = page.locator(POPOVERS).nth(number)
    button.press("Enter")
    page.get_by_test_id("stPopoverBody").wait_for()
    rested(page)
    found = violations(page)
    page.keyboard.press("Escape")
    return found


def wear(page: Page, scheme: Scheme) -> None:
    """Ask for light or dark, and wait until the page is so."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("window.calm = undefined")
    page.wait_for_function(WORN, arg=rgb(SCHEMES[scheme]["backgroundColor"]))


def test_axe_objects_to_nothing(walked: Walked) -> None:
    """No violation of WCAG A and AA, light and dark, wide and narrow, with all that opens open."""
    found = walked.found["axe"]
    assert not found, "\n".join(found)
    seen(
        PART, "accessible: axe", "axe-core finds no violation of WCAG A and AA on any screen",
        COMMAND, screens=len(walked.screens), looks=walked.looks, violations=len(found),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        ("reflow", "Enlarged to 200 % and 400 %, no page moves sideways and no text is cut off"),
        ("spread", "With the text spacing of WCAG 1.4.12, nothing is cut off or runs out"),
        ("rest", "Where less movement is asked for, nothing moves for longer than 20 ms"),
    ],
)
def test_no_screen_breaks(walked: Walked, promise: str, words: str) -> None:
    """Enlarged, spread or at rest, each screen stays whole."""
    found = walked.found[promise]
    assert not found, "\n".join(found)
    seen(
        PART,
        f"accessible: {promise}",
        words,
        COMMAND,
        screens=len(walked.screens),
        faults=len(found),
    )
