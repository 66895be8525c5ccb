"""The disk is full, and later there is room again."""

from __future__ import annotations

import resource
import shutil
import subprocess
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from storage import attempts
from storage.connect import connect, reading
from tests.databases import opened
from tests.editions import publish
from tests.evidence import seen, times
from tests.faults.card import CALM, browser, post
from tests.faults.nursery import service_on
from tests.faults.proof import is_whole
from tests.people import signed_in, token_of
from tests.taking import chain_faults, result_row, row_of, start_at
from workflows.attempts.question import question
from workflows.attempts.refusals import NoRoom
from workflows.attempts.settle import submit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.databases import Files
    from workflows.act import Actor
    from workflows.service import Service

pytestmark = pytest.mark.evidence
ROUNDS = times(1, 20)
REFUSED = 20  # tries on the full disk
LEFT = 128 * 1024  # bytes that the database may still grow by
COMMAND = "make evidence ONLY=disk"


@contextmanager
def _ballast(folder: Path) -> Iterator[None]:
    """Let something else fill the disk."""
    file = folder / "ballast"
    file.write_bytes(bytes(shutil.disk_usage(folder).free - LEFT))
    yield
    file.unlink()


@contextmanager
def _limit(folder: Path) -> Iterator[None]:
    """Let no file of this process grow further, and none be larger than the database."""
    with (
        opened(f"sqlite:///{folder / 'service.sqlite'}") as engine,
        closing(engine.raw_connection()) as connection,
    ):
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(one.stat().st_size for one in folder.glob("service.sqlite*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + LEFT, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(params=["full disk", "limited file"])
def filled(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Path, Callable[[], AbstractContextManager[None]]]]:
    """Give a folder for the database, and what fills its disk for a while."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "limited file":
        yield folder, lambda: _limit(folder)
        return
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    asked = [str(mount), "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if not unmount or not mount or subprocess.run(asked, check=False).returncode:
        pytest.skip("Whoever runs this may not mount a small disk.")
    yield folder, lambda: _ballast(folder)
    subprocess.run([unmount, "-l", str(folder)], check=True)


@pytest.fixture
def small(
    files: Files, filled: tuple[Path, Callable[[], AbstractContextManager[None]]]
) -> Iterator[Service]:
    """A service whose database lies there."""
    path = filled[0] / "service.sqlite"
    shutil.copy(files.template, path)
    engine = connect(f"sqlite:///{path}")
    yield service_on(engine)
    engine.dispose()


def test_what_is_acknowledged_is_there_and_work_goes_on(
    small: Service,
    filled: tuple[Path, Callable[[], AbstractContextManager[None]]],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """A full disk is said calmly, keeps every answer, and refuses new attempts."""
    token, ada, dan = token_of(small, "ada"), signed_in(small, "ada"), signed_in(small, "dan")
    card = browser(small, token)
    saved = refused = 0
    for number in range(ROUNDS):
        key = publish(small, slug=f"small-{number}")
        with monkeypatch.context() as patch:
            patch.setattr("storage.space.LEAST", 0)
            attempt = start_at(ada, key)
        seq = 0
        with filled[1]():
            while (status := post(card, attempt, seq)[0]) == 200:
                seq += 1
            for _again in range(REFUSED):
                status, said = post(card, attempt, seq)
                assert status == 500
                assert CALM in said
                refused += 1
            assert question(ada, attempt, 1).seq == seq
            with monkeypatch.context() as patch:
                patch.setattr("storage.space.LEAST", 2**62)
                with pytest.raises(NoRoom):
                    start_at(dan, key)
        assert post(card, attempt, seq)[0] == 200
        assert every_seq(ada, attempt) == list(range(1, seq + 2))
        submit(ada, attempt)
        assert result_row(small, attempt) is not None
        saved += seq
    assert saved
    assert is_whole(small.engine)
    assert chain_faults(small) == ()
    filling = request.node.callspec.params["filled"]
    seen(
        "Faults",
        f"disk {filling}",
        f"A {filling} loses nothing acknowledged and is said calmly, and work goes on afterwards",
        COMMAND,
        fillings=ROUNDS,
        answers_acknowledged=saved,
        refused=refused,
        lost=0,
    )


def every_seq(actor: Actor, attempt: str) -> list[int]:
    """Return the numbers of all answers that were ever given to question 1."""
    row = row_of(actor.service, attempt)
    with reading(actor.service.engine) as connection:
        return [one.seq for one in attempts.every_answer(connection, row.id)]
