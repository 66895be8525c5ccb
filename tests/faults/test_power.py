"""The power fails: of the database there is what was flushed, and nothing else."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.connect import connect
from tests.editions import front_digest, publish
from tests.evidence import seen, times
from tests.faults.deeds import do
from tests.faults.nursery import Nursery, Order, nursery, service_on
from tests.faults.proof import findings, is_whole, left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.databases import Files
    from tests.faults.nursery import Heard
    from workflows.service import Service

pytestmark = pytest.mark.evidence
ROUNDS = times(3, 50)
CONTROLS = times(1, 10)
WRITERS = 2
LINES = times(40, 200)  # at most, of all writers, before the power fails
COMMAND = "make evidence ONLY=power"
SHIM = Path(__file__).with_name("platter.c")


@pytest.fixture(scope="module")
def electric(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Writers on a disk that forgets what was not flushed."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("There is no C compiler here to make the forgetful disk with.")
    made = tmp_path_factory.mktemp("shim") / "platter.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, SHIM, "-ldl"], check=True)
    with nursery(LD_PRELOAD=str(made)) as writers:
        yield writers


@dataclass
class Machine:
    """A database that is written to, and what its disk will hold when the power is gone."""

    writers: Nursery
    order: Order
    disk: Path
    base: Path  # the database before anybody writes
    known: list[str]  # what the examination finds in it: the test's own editions have no seals

    @property
    def platter(self) -> Path:
        """What was flushed."""
        return Path(self.order.platter)

    def cut(self, lines: int) -> Heard:
        """Let the writers write so much from the beginning, and cut the power."""
        for folder in (self.disk, self.platter):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            shutil.copy(self.base, folder / "service.sqlite")
        heard = self.writers.killed(self.order, lines)
        assert heard.odd == []
        return heard

    def surviving(self) -> Service:
        """Start the service on what is left."""
        return service_on(connect(f"sqlite:///{self.platter / 'service.sqlite'}"))


def machine(writers: Nursery, files: Files, folder: Path, synchronous: str = "") -> Machine:
    """Publish, warm the writers up, and keep the database as it is then."""
    disk, platter, base = folder / "disk", folder / "platter", folder / "base.sqlite"
    disk.mkdir()
    shutil.copy(files.template, disk / "service.sqlite")
    service = service_on(connect(f"sqlite:///{disk / 'service.sqlite'}"))
    key = publish(service)
    order = Order(
        service.settings.database_url,
        (),
        key,
        front_digest(service, key),
        synchronous=synchronous,
        platter=str(platter),
    )
    writers.run(order)
    known = findings(service)
    service.engine.dispose()  # the last connection brings the write-ahead log into the file
    shutil.copy(disk / "service.sqlite", base)
    names = tuple(f"writer-{one}" for one in range(WRITERS))
    return Machine(writers, order.named(names), disk, base, known)


def test_nothing_acknowledged_is_lost(electric: Nursery, files: Files, tmp_path: Path) -> None:
    """With the service's settings; what was in flight can be done again."""
    one = machine(electric, files, tmp_path)
    moments = random.Random(11)  # noqa: S311  (the same cuts each time)
    acknowledged = again = 0
    for _round in range(ROUNDS):
        heard = one.cut(moments.randrange(4, LINES))
        service = one.surviving()
        assert is_whole(service.engine)
        repeated = [(deed, do(service, deed)) for deed in heard.begun.values()]
        there = left(service)
        assert there.lost(heard.acknowledged + repeated) == []
        assert there.doubled() == []
        assert findings(service) == one.known
        service.engine.dispose()
        acknowledged, again = acknowledged + len(heard.acknowledged), again + len(repeated)
    seen(
        "Faults",
        "power cut",
        "A power cut loses and doubles nothing that was acknowledged (SQLite, synchronous=FULL)",
        COMMAND,
        cuts=ROUNDS,
        acknowledged=acknowledged,
        done_again=again,
        lost=0,
        doubled=0,
        findings=0,
    )


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_less_would_lose(electric: Nursery, files: Files, tmp_path: Path, synchronous: str) -> None:
    """The same cuts with weaker settings lose acknowledged acts: the test above can fail."""
    one = machine(electric, files, tmp_path, synchronous)
    acknowledged = lost = 0
    for _round in range(CONTROLS):
        heard = one.cut(LINES)
        service = one.surviving()
        lost += len(left(service).lost(heard.acknowledged))
        acknowledged += len(heard.acknowledged)
        service.engine.dispose()
    assert lost > 0
    seen(
        "Faults",
        f"power cut control {synchronous}",
        f"The control: synchronous={synchronous} must lose, so that the trial above can fail",
        COMMAND,
        cuts=CONTROLS,
        acknowledged=acknowledged,
        lost=lost,
    )
