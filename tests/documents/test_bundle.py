from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from documents.bundle import FileNameRefused, certificates_zip
from documents.certificate import certificate_pdf
from tests.documents.papers import certificate, participation


def test_each_certificate_is_a_file_named_by_its_public_id() -> None:
    """The archive holds the same pages as printing one by one, and is the same each time."""
    pair = [("q7Wm", certificate()), ("Zt-9_a", participation())]
    made = certificates_zip(pair)
    with ZipFile(BytesIO(made)) as archive:
        assert archive.namelist() == ["q7Wm.pdf", "Zt-9_a.pdf"]
        assert archive.read("q7Wm.pdf") == certificate_pdf(certificate())
        assert archive.testzip() is None
    assert made == certificates_zip(pair)


@pytest.mark.parametrize("public_id", ["../escape", "a/b", "", "a.b", "-x", "é", "x" * 65])
def test_an_id_that_could_leave_the_folder_is_refused(public_id: str) -> None:
    """Only letters, digits, - and _ name a file."""
    with pytest.raises(FileNameRefused, match="letters, digits"):
        certificates_zip([(public_id, certificate())])


@pytest.mark.parametrize("again", ["same", "SAME"])
def test_two_files_of_one_name_are_refused(again: str) -> None:
    """No certificate can replace another when the archive is unpacked."""
    with pytest.raises(FileNameRefused):
        certificates_zip([("same", certificate()), (again, certificate())])
