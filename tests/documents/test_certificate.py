from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pypdf import PdfReader

from documents.certificate import (
    CertificatePayload,
    NoCertificates,
    PointsPayload,
    certificate_pdf,
    certificates_pdf,
)
from tests.documents.papers import (
    ACCREDITATION,
    ADDRESS,
    abim,
    certificate,
    faces,
    pages,
    participation,
    starts,
    text,
)


@pytest.mark.parametrize(
    "said",
    [
        "Certificate of Credit",
        "Nguyễn Thị Hồng Ánh, MD, PhD",
        "has completed the enduring material",
        "Chest Pain in the Emergency Department",
        "on October 9, 2026, and has claimed",
        "1.25 AMA PRA Category 1 Credits™",
        "1.25 MOC points, ABIM Medical Knowledge (diplomate ID 012345)",
        "1.00 MOC points, ABP Lifelong Learning",
        "202612345",
        "q7Wm3kPzT1",
        ACCREDITATION,
        "for a maximum of 2.50 AMA PRA Category 1 Credit(s)™",
        "Eleanor Whitfield, MD",
        "Associate Dean",
        "cme@example.org",
        "3f2a 91c0 7be8 4d5f a1c2 e3d4 b5a6 9788",
        "9c41d2e07ab3",
        "November 2, 2026",
    ],
)
def test_a_physicians_certificate_shows_what_was_claimed(said: str) -> None:
    """Every element that AMA and the boards ask for stands on the one page."""
    pdf = certificate_pdf(certificate())
    assert said in text(pdf)
    assert len(pages(pdf)) == 1


def test_the_provider_heads_the_page() -> None:
    """The accredited provider's name stands in capitals above everything else."""
    assert text(certificate_pdf(certificate())).startswith("EXAMPLE SCHOOL OF MEDICINE")


def test_the_amount_is_what_was_claimed_not_the_most_there_was() -> None:
    """Without a statement that names it, the designated maximum is nowhere on the page.

    This is pitfall 1.
    """
    said = text(certificate_pdf(certificate(statements=(), points=())))
    assert "1.25" in said
    assert "2.50" not in said


def test_points_alone_make_a_certificate_without_credit() -> None:
    """A physician who claimed points and no credit is not given credit on paper."""
    said = text(certificate_pdf(certificate(credits_quarters=0, statements=())))
    assert "1.25 MOC points, ABIM Medical Knowledge" in said
    assert "AMA PRA" not in said


def test_the_trademark_is_in_italics_and_nothing_around_it_is() -> None:
    """The phrase is italic in the amount and in a statement; the number before it is upright.

    This is pitfall 18.
    """
    said = faces(certificate_pdf(certificate()))
    assert "AMA PRA Category 1 Credits" in said["Italic"]
    assert "AMA PRA Category 1 Credit(s)" in said["Italic"]
    assert "AMA PRA" not in said["Regular"]
    assert "1.25" in said["Regular"]


def test_a_missing_mark_is_added_to_the_phrase() -> None:
    """A statement that was typed without the trademark sign is printed with it."""
    payload = certificate(statements=("Up to 1 AMA PRA Category 1 Credit may be claimed.",))
    assert "AMA PRA Category 1 Credit™ may be claimed." in text(certificate_pdf(payload))


def test_participation_says_designated_and_never_earned() -> None:
    """Who is no physician took part in an activity that was designated; no credit is given.

    This is pitfall 3.
    """
    said = text(certificate_pdf(participation()))
    assert "Certificate of Participation" in said
    assert "has participated in the enduring material" in said
    assert "on October 9, 2026, and has recorded 0.75 hours of participation" in said
    assert said.count("for a maximum of 2.50 AMA PRA Category 1 Credits™") == 1
    assert "has claimed" not in said
    assert "Certificate of Credit" not in said


def test_a_participation_from_before_hours_were_printed_names_none() -> None:
    """What was issued without them is drawn the same ever after."""
    said = text(certificate_pdf(participation(hours_quarters=0)))
    assert "on October 9, 2026." in said
    assert "has recorded" not in said


@pytest.mark.parametrize("payload", [certificate(), participation()], ids=["credit", "other"])
def test_a_demonstration_says_so_on_every_page(payload: CertificatePayload) -> None:
    """Each page of a demonstration says that it is not for credit; no other page does."""
    shown = payload.model_copy(update={"demonstration": True, "statements": (ACCREDITATION,) * 60})
    said = [page.extract_text() for page in pages(certificate_pdf(shown))]
    assert len(said) > 1
    assert all("Demonstration, not for credit" in one for one in said)
    assert "Demonstration" not in text(certificate_pdf(payload))


@pytest.mark.parametrize(
    "name", ["Shaun O’Neil", "Smith & <Sons>, MD", "<b>Bold</b>", "A &amp; B", "%PDF (x) \\n"]
)
def test_markup_in_a_name_is_plain_text(name: str) -> None:
    """A name is printed letter by letter as it is written."""
    assert name in text(certificate_pdf(certificate(name=name)))


@pytest.mark.parametrize(
    "name",
    ["Παπαδόπουλος Ελένη", "Щербаков Їжак", "Łukasz Żółć", "Đặng Thị Ngọc", "İsmail Çağ"],
)
def test_names_in_other_scripts_are_printed(name: str) -> None:
    """Greek, Cyrillic, Vietnamese, Polish and Turkish names come out whole."""
    assert name in text(certificate_pdf(certificate(name=name)))


def test_long_names_and_titles_stay_inside_the_frame() -> None:
    """Centred lines start inside the left margin, so they end inside the right one."""
    payload = certificate(
        name="Wolfeschlegelsteinhausenbergerdorff " * 6,
        title=("Management of acute and chronic conditions " * 12)[:499] + "!",
        office="Office " * 30,
        points=(abim(5),) * 12,
        demonstration=True,
    )
    pdf = certificate_pdf(payload)
    (page,) = pages(pdf)
    assert payload.title in text(pdf)
    assert all(x >= 65.5 and 31 < y < 581 for x, y in starts(page))


def test_a_word_without_an_end_is_broken() -> None:
    """Letters without any space are broken over lines, none is lost and none leaves the page."""
    pdf = certificate_pdf(certificate(title="W" * 500, name="M" * 250))
    assert text(pdf).count("W") >= 500
    assert all(x >= 65.5 for x, _ in starts(pages(pdf)[0]))


def test_many_statements_go_on_to_further_pages() -> None:
    """What does not fit the page follows whole on the next, and the page says so."""
    said = tuple(f"Statement {number}: {ACCREDITATION}" for number in range(80))
    pdf = certificate_pdf(certificate(statements=said))
    assert len(pages(pdf)) > 2
    assert "statements follow on the next page" in pages(pdf)[0].extract_text()
    whole = text(pdf)
    assert all(one in whole for one in said)


def test_a_certificate_without_statements_or_ids_is_complete() -> None:
    """What is not known yet leaves no empty label behind."""
    said = text(certificate_pdf(certificate(statements=(), accme_id=None, log_head=None)))
    assert "ACCME ACTIVITY ID" not in said
    assert "RECORD LOG" not in said


def test_the_same_payload_gives_the_same_bytes() -> None:
    """A certificate printed again, or beside others, is the same to the byte."""
    payload = certificate()
    once = certificate_pdf(payload)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(certificate_pdf, [payload] * 12))
    assert set(again) == {once}


def test_the_file_knows_its_title_author_and_language() -> None:
    """Readers and screen readers are told what the file is."""
    reader = PdfReader(BytesIO(certificate_pdf(certificate())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of Credit: Chest Pain in the Emergency Department"
    assert reader.metadata.author == "Example School of Medicine"
    assert reader.metadata.subject == "Nguyễn Thị Hồng Ánh, MD, PhD"
    assert str(reader.root_object["/Lang"]) == "en-US"


def test_the_fonts_are_embedded() -> None:
    """A printer needs no font of its own."""
    page = pages(certificate_pdf(certificate()))[0]
    listed: Any = page["/Resources"]
    fonts = [one.get_object() for one in listed["/Font"].values()]
    assert {one["/BaseFont"].rpartition("-")[2] for one in fonts} == {
        "Regular",
        "Italic",
        "SemiBold",
    }
    assert all("/FontFile2" in one["/FontDescriptor"] for one in fonts)


def test_the_code_is_also_a_link() -> None:
    """On screen a click on the code opens the verification page."""
    notes: Any = pages(certificate_pdf(certificate()))[0]["/Annots"]
    assert [one.get_object()["/A"]["/URI"] for one in notes] == [ADDRESS]


def test_several_certificates_are_one_document() -> None:
    """Each person has a page, in the order given."""
    pdf = certificates_pdf([certificate(), participation()])
    said = [page.extract_text() for page in pages(pdf)]
    assert "Nguyễn" in said[0]
    assert "Shaun Reilly" in said[1]


def test_nothing_to_print_is_refused() -> None:
    """An empty selection is answered with what to do."""
    with pytest.raises(NoCertificates, match="Choose at least one completion"):
        certificates_pdf([])


def test_a_payload_survives_storage() -> None:
    """A payload read back from JSON is the same and prints the same."""
    payload = certificate()
    again = CertificatePayload.model_validate_json(payload.model_dump_json())
    assert again == payload
    assert certificate_pdf(again) == certificate_pdf(payload)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "participation"}, "neither credit nor points"),
        ({"hours_quarters": 3}, "on a certificate of participation alone"),
        ({"credits_quarters": 0, "points": ()}, "needs credit or points"),
        ({"credits_quarters": 11}, "more credit was claimed"),
        ({"credits_quarters": 1.25}, "valid integer"),
        ({"credits_quarters": -1}, "greater than or equal to 0"),
        ({"code": "not-a-code"}, "should match pattern"),
        ({"verify_url": "javascript:alert(1)"}, "should match pattern"),
        ({"completed_on": "2026-10-09"}, "valid date"),
        ({"name": "   "}, "at least 1 item"),
        ({"score": 90}, "not permitted"),
    ],
)
def test_a_payload_that_is_not_honest_is_refused(changes: dict[str, object], said: str) -> None:
    """Nothing is printed that gives credit where none was, or that is not a fact."""
    with pytest.raises(ValidationError, match=said):
        certificate(**changes)


def test_the_day_is_the_completion_not_the_printing() -> None:
    """The sentence names the day of completion; the day of issue stands under its own label.

    This is pitfall 18.
    """
    said = text(certificate_pdf(certificate(issued_on=date(2027, 1, 4))))
    assert "on October 9, 2026, and has claimed" in said
    assert "ISSUED January 4, 2027" in said


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(
        lambda name: name.strip() and name.split()
    )
)
def test_any_name_prints(name: str) -> None:
    """No name that can be typed stops a certificate."""
    assert certificate_pdf(certificate(name=name)).startswith(b"%PDF")


def test_a_certificate_of_completion_carries_points_alone() -> None:
    """The credit is another activity's: no amount of it stands anywhere."""
    payload = certificate(
        kind="completion",
        credits_quarters=0,
        designated_quarters=0,
        points=(abim(5),),
        statements=(ACCREDITATION, "Its credit is claimed in Grand Rounds 2026."),
    )
    said = text(certificate_pdf(payload))
    assert "Certificate of Completion" in said
    assert "1.25 MOC points, ABIM Medical Knowledge" in said
    assert "AMA PRA" not in said


@pytest.mark.parametrize(("credit", "points"), [(4, (abim(4),)), (0, ())])
def test_a_certificate_of_completion_is_nothing_else(
    credit: int, points: tuple[PointsPayload, ...]
) -> None:
    """With credit, or without points, it is refused."""
    with pytest.raises(ValidationError, match="points, and no credit"):
        certificate(kind="completion", credits_quarters=credit, points=points)
