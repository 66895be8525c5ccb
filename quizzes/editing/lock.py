"""One lock for each file of a bank, held across processes while it is read, compared, replaced."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[bytes]:
    """Hold the lock of a file and give its bytes; whoever comes second waits.

    The lock is the file's own, so that nothing lies beside it. Saving puts a new file in its
    place: whoever waited for the old one asks again for the new one.

    Raises:
        FileNotFoundError: the file is gone.
    """
    while True:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                yield file.read()
                return
