"""How the tests are shared out among the workers of pytest-xdist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

BROWSER = "tests/browser"
LONG = (BROWSER, "tests/faults/", "tests/hostile/")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Whole files, those with most tests first, so that what a file's tests share is made once.

    All browser tests count as one file: two browsers at once would take the processor from each
    other, and all else goes on beside the one that waits for its pages. What lasts long is begun
    first, whatever number of tests it has: nobody waits for it at the end.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        long = (one for each in LONG for one in self.workqueue if one.startswith(each))
        first = next(long, None)
        if first is not None:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(f"{BROWSER}/") else file
