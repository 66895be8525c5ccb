"""Every figure against its goal; exits 1 when one is missed."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import banks, clicks  # noqa: E402  (run as a script from anywhere)
from settings import Settings  # noqa: E402
from storage.connect import connect  # noqa: E402
from storage.migrate import migrate  # noqa: E402
from workflows.attempts.start import start  # noqa: E402
from workflows.content.front import front  # noqa: E402
from workflows.content.publish import publish  # noqa: E402
from workflows.operations.demonstration import office  # noqa: E402
from workflows.people import demo, session  # noqa: E402
from workflows.service import Service  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = ("ada", "ben", "dan")


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "benchmarks" / "floor.py", folder / "floor.py")
        url = f"sqlite:///{folder / 'service.sqlite'}"
        found, start_seconds = clicks.measure(url, _attempts(url, folder), folder)
        checked = banks.measure(folder)
    return _report(found, start_seconds, checked)


def _attempts(url: str, folder: Path) -> list[tuple[str, str]]:
    """Start an attempt of 20 questions with feedback after submission for each round."""
    service = Service(connect(url), Settings(database_url=url))
    migrate(service.engine)
    bank = folder / "banks" / "hospital-medicine-essentials"
    shutil.copytree(ROOT / "quizzes" / "banks", folder / "banks")
    terms = bank / "activity.yaml"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(
        text.replace("feedback: after_each_item", "feedback: after_submission"), encoding="utf-8"
    )
    key = bank.name
    publish(office(service), bank)
    begun = []
    for who in ROUNDS:
        named = demo.by_key(who)
        token = session.sign_in(service, demo.ISSUER, named.email if named else "")
        actor = session.enter(service, session.digest_of(token))
        begun.append((start(actor, key, front(actor, key).digest), token))
    service.engine.dispose()
    return begun


def _report(found: dict[str, list[clicks.Clicks]], start_seconds: float, checked: float) -> int:
    def best(kind: str, of: Callable[[clicks.Clicks], float]) -> float:
        return statistics.median(of(one) for one in found[kind])

    cpu = {kind: best(kind, lambda one: one.cpu) for kind in found}
    paint = {kind: best(kind, lambda one: one.median) for kind in found}
    late = {kind: best(kind, lambda one: one.p95) for kind in found}
    print(f"CPU a question: default {cpu['default']:.1f} ms, tuned {cpu['tuned']:.1f} ms")
    rows = (
        ("CPU per answered question / tuned floor click", cpu["product"] / cpu["tuned"], 2.4),
        ("CPU per answered question, ms", cpu["product"], 2.4 * cpu["tuned"]),
        ("click to paint p50 / default floor", paint["product"] / paint["default"], 1.25),
        ("click to paint p95 / default floor", late["product"] / late["default"], 1.5),
        ("start to first page, s", start_seconds, 5.0),
        ("check of 1,000 items, s", checked, 2.0),
    )
    for name, measured, goal in rows:
        print(
            f"{'met   ' if measured <= goal else 'MISSED'}  {name}: {measured:.2f} (≤ {goal:.2f})"
        )
    print("Certificates: python benchmarks/certificate.py")
    return int(any(measured > goal for _, measured, goal in rows))


if __name__ == "__main__":
    sys.exit(main())
