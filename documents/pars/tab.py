"""The learner batch as tab-delimited text: the template's columns, a layout NOT VERIFIED by ACCME.

Its header, its dates (MM/DD/YYYY) and its encoding (UTF-8) are our reading: ACCME's own
tab-delimited template was not seen. The file's name says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.file_names import file_name
from documents.pars.cells import chunks
from documents.pars.excel import DEMONSTRATION
from documents.pars.layout import columns, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.pars.cells import Cells


def named(batch: str) -> str:
    """Return the name of a batch's file, which says that its layout is not verified."""
    return file_name("pars-learners-unverified", "txt", batch)


def lines(packed: Iterable[str], *, types: int = 1, demonstration: bool = False) -> Iterator[bytes]:
    """Yield a header and one line for each packed record, ended by CR LF, in UTF-8.

    `types` is the most credit types that any of the records has; every line has all columns.
    Raises TooManyTypes, UnknownLayout and CharacterRefused: a value holds no tab and no line end.
    """
    width = len(columns(types))
    if demonstration:  # before the header, so that nothing takes the file for a batch
        yield f"{DEMONSTRATION}\r\n".encode()
    yield ("\t".join(one.header for one in columns(types)) + "\r\n").encode()
    for some in chunks(packed):
        yield "".join([_line(cells, types, width) for cells in some]).encode()


def _line(cells: Cells, types: int, width: int) -> str:
    found = row(cells, types)
    day = found[2]
    found[2] = f"{day[5:7]}/{day[8:]}/{day[:4]}"
    return "\t".join(found) + "\t" * (width - len(found)) + "\r\n"
