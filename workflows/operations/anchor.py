"""Write the head of the log outside of the database, day by day, and hold the log against it.

Whoever owns the database could write the whole log anew; what was written elsewhere shows it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from storage import log
from storage.connect import make_folder
from workflows.act import act, view
from workflows.operations.finding import KEEP, Finding

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Act, Actor
    from workflows.operations.finding import Findings


def anchor(actor: Actor, folder: Path) -> bool:
    """Write today's head into the folder; False: it was written earlier today.

    Raises:
        OSError: the folder cannot be written to.
    """
    service = actor.service
    with view(actor, "log.anchor") as a:
        last = log.last(a.connection)
    path = folder / f"{service.now().astimezone(service.settings.zone):%Y-%m-%d}.json"
    if last is None or path.exists():
        return False
    make_folder(folder)
    # Exclusive: what was written once is never written over, whoever was faster.
    with path.open("x", encoding="ascii") as file:
        json.dump({"seq": last.seq, "at": last.at.isoformat(), "head": last.hash}, file)
        file.flush()
        os.fsync(file.fileno())
    with act(actor, "log.anchor") as a:
        a.data |= {"seq": last.seq, "head": last.hash}
    return True


def outside(a: Act) -> Findings:
    """Every head that was written outside stands in the log, in its line."""
    folder = a.actor.service.settings.keeping.anchors
    for path in sorted(folder.glob("*.json")) if folder is not None else ():
        try:
            kept = json.loads(path.read_text(encoding="ascii"))
            seq, head = int(kept["seq"]), str(kept["head"])
        except (OSError, ValueError, LookupError, TypeError):
            yield Finding("This anchor cannot be read.", str(path), "Look who changed it.")
            continue
        if log.hash_at(a.connection, seq) != head:
            what = f"Line {seq} of the log is not the one that was anchored that day."
            yield Finding(what, str(path), KEEP)
