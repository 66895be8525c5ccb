"""What a writer does to the service, in words that another process can repeat to the letter."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.amending import account
from tests.learning import OPINION
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.credit.claim import make
from workflows.credit.evaluate import give
from workflows.credit.reissue import reissue
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from workflows.act import Actor
    from workflows.service import Service

POSITIONS = 4  # questions of the small self-assessment
WHOLE = 4  # quarters: all its credit


class Deed(NamedTuple):
    """One act with its arguments, by the digest of who does it: done twice, it is the same one."""

    by: str
    act: str
    on: tuple[Any, ...]


def _save(actor: Actor, attempt: str, position: int) -> int:
    return save(actor, attempt, position=position, seen=0, value="a").seq


def _claim(actor: Actor, completion: str, quarters: int) -> str:
    return make(actor, completion, quarters=quarters, boards={}, attested=True).certificate


ACTS: dict[str, Callable[..., Any]] = {
    "start": start,
    "save": _save,
    "submit": submit,
    "give": lambda actor, attempt: give(actor, attempt, OPINION),
    "claim": _claim,
    "reissue": reissue,
}


def do(service: Service, deed: Deed) -> Any:
    """Do it and return its receipt."""
    return ACTS[deed.act](session.enter(service, deed.by), *deed.on)


def story(by: str, key: str, front: str) -> Generator[Deed, Any, None]:
    """Give one physician's way from the start to the certificate; send each receipt back."""
    attempt = yield Deed(by, "start", (key, front))
    for position in range(1, POSITIONS + 1):
        yield Deed(by, "save", (attempt, position))
    yield Deed(by, "submit", (attempt,))
    completion = yield Deed(by, "give", (attempt,))
    yield Deed(by, "claim", (completion, WHOLE))


def physicians(service: Service, name: str) -> Iterator[str]:
    """Enrol one physician after the other, and give the digests of their sessions."""
    for number in count(1):
        one = account(service, f"{name}-{number}@example.org", f"Writer {number}")
        assert one.session is not None
        yield one.session


def told(
    service: Service, one: Generator[Deed, Any, None], tell: Callable[[str, Deed, Any], None]
) -> None:
    """Live through a story: tell what is begun before it is done, and its receipt after it."""
    receipt: Any = None
    while True:
        try:
            deed = one.send(receipt)
        except StopIteration:
            return
        tell("begun", deed, None)
        receipt = do(service, deed)
        tell("done", deed, receipt)
