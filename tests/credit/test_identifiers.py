from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.identifiers import (
    IdentifierRefused,
    birthday,
    birthday_words,
    license_number,
    license_warning,
    masked,
    name,
    name_parts,
    npi,
)

LEAP = date(2024, 1, 1)


@pytest.mark.parametrize("text", ["1234567893", "1245319599", "1003000126", "1679576722"])
def test_a_real_npi_is_kept(text: str) -> None:
    """Numbers whose check digit was worked out by hand."""
    assert npi(text) == text


@pytest.mark.parametrize("text", [" 1234567893 ", "1234 567 893", "1234-567-893"])
def test_blanks_and_hyphens_in_an_npi_are_no_fault(text: str) -> None:
    """As it stands on a letterhead."""
    assert npi(text) == "1234567893"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1234567890", "its last digit does not fit"),
        ("0000000006", "begins with 1 or 2"),  # passes Luhn
        ("123456789", "ten digits"),
        ("12345678931", "ten digits"),
        ("", "ten digits"),
        ("123456789O", "ten digits"),
        ("١٢٣٤٥٦٧٨٩٣", "ten digits"),
    ],
)
def test_an_impossible_npi_is_refused(text: str, said: str) -> None:
    """The message says what an NPI looks like, or that a digit is mistyped."""
    with pytest.raises(IdentifierRefused, match=said):
        npi(text)


def _with_check(nine: str) -> str:
    """Find the last digit by trying: written without the function under test."""
    for check in "0123456789":
        digits = [int(one) for one in f"80840{nine}{check}"]
        for place in range(len(digits) - 2, -1, -2):
            doubled = digits[place] * 2
            digits[place] = doubled if doubled < 10 else doubled - 9
        if sum(digits) % 10 == 0:
            return nine + check
    raise AssertionError(nine)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(nine: str, place: int, by: int) -> None:
    """Luhn finds every single wrong digit; the right number is always kept."""
    right = _with_check(nine)
    assert npi(right) == right
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    with pytest.raises(IdentifierRefused):
        npi(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "09-10", "9-10", "9/10", "09/10", " 9 / 10 ", "9.10", "9 10", "Sep 10", "sept. 10",
        "SEPTEMBER 10", "September 10th", "10 Sep", "10th of September", "10. September",
    ],
)  # fmt: skip
def test_a_birthday_is_read_however_it_is_written(text: str) -> None:
    """The month comes first where both are numbers."""
    assert birthday(text) == "09-10"


@pytest.mark.parametrize("text", ["02-29", "2/29", "Feb 29"])
def test_the_29th_of_february_is_a_birthday(text: str) -> None:
    """No year is known, so it is always a day."""
    assert birthday(text) == "02-29"


@pytest.mark.parametrize(
    "text",
    [
        "1980",
        "2004",
        "09-10-1980",
        "1980-09-10",
        "9/10/80",
        "Sep 10, 1980",
        "10 September 1980",
        "Sep 10 '80",
    ],
)
def test_a_year_is_refused_and_never_kept(text: str) -> None:
    """Pitfall 10: the year of birth is not collected, and the message says so."""
    with pytest.raises(IdentifierRefused, match="never keep the year") as refused:
        birthday(text)
    assert "80" not in str(refused.value)


@pytest.mark.parametrize("text", ["0910", "1231", "0229"])
def test_month_and_day_may_stand_together(text: str) -> None:
    """Four digits that begin with a month are no year."""
    assert birthday(text) == f"{text[:2]}-{text[2:]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13/9", "no such month .13.*month first"),
        ("00-10", "no such month"),
        ("02-30", "Feb has no day 30"),
        ("04-31", "Apr has no day 31"),
        ("04-00", "Apr has no day 0"),
        ("Foo 10", "no such month"),
        ("Marble 10", "no such month"),
        ("", "Write month and day"),
        ("tomorrow", "Write month and day"),
    ],
)
def test_what_is_no_day_of_a_year_is_refused(text: str, said: str) -> None:
    """The message says how a birthday is written."""
    with pytest.raises(IdentifierRefused, match=said):
        birthday(text)


@given(st.integers(0, 365), st.sampled_from(["%m-%d", "%m/%d", "%b %d", "%B %d", "%d %b"]))
def test_every_day_of_a_leap_year_is_read_back(after: int, form: str) -> None:
    """All 366, in every way of writing, and again from what is kept."""
    day = LEAP + timedelta(days=after)
    kept = birthday(day.strftime(form))
    assert kept == day.strftime("%m-%d")
    assert birthday(kept) == kept
    assert birthday(birthday_words(kept)) == kept


@given(st.text(max_size=20))
def test_any_text_is_a_birthday_or_refused(text: str) -> None:
    """Nothing else is raised, and nothing but MM-DD is kept."""
    try:
        kept = birthday(text)
    except IdentifierRefused:
        return
    month, day = kept.split("-")
    assert (len(kept), date(2024, int(month), int(day))) == (5, date(2024, int(month), int(day)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [(" 0012 345 ", "0012345"), ("43010 12345", "4301012345"), ("A-77/9", "A-77/9")],
)
def test_a_license_keeps_its_zeros(text: str, kept: str) -> None:
    """It is a text (pitfall 8)."""
    assert license_number(text) == kept


@pytest.mark.parametrize("text", ["", " - ", "x" * 31])
def test_what_is_no_license_is_refused(text: str) -> None:
    """It must hold a letter or a digit, and be no essay."""
    with pytest.raises(IdentifierRefused, match="cannot be a license number"):
        license_number(text)


def test_an_unusual_license_is_only_warned_about() -> None:
    """Michigan's form is known from memory; other states' is not."""
    assert license_warning("MI", "4301012345") is None
    assert license_warning("MI", "5101012345") is None
    assert "ten digits that begin with 4301" in str(license_warning("MI", "12345"))
    assert license_warning("OH", "12345") is None


def test_a_name_has_letters_and_no_digit() -> None:
    """An ID in the wrong field is found."""
    assert name("O’Brien-Żółć") == "O’Brien-Żółć"
    for wrong in ("123456", "Ada2", "--"):
        with pytest.raises(IdentifierRefused, match="cannot be a name"):
            name(wrong)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Ada Whitfield", ("Ada", "Whitfield")),
        ("Ada M. Whitfield", ("Ada", "Whitfield")),
        ("Ada M Whitfield, MD", ("Ada", "Whitfield")),
        ("Mary Ann Smith", ("Mary Ann", "Smith")),
        ("Anna van der Berg Jr.", ("Anna", "van der Berg")),
        ("Ben Adeyemi-Larsen", ("Ben", "Adeyemi-Larsen")),
        ("Whitfield, Ada M.", ("Ada", "Whitfield")),
        ("John Smith, Jr.", ("John", "Smith")),
        ("Smith, Jr.", ("", "")),
        ("Sukarno", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_suggestion_of_given_and_family_name(whole: str, parts: tuple[str, str]) -> None:
    """Nothing is suggested where nothing is known."""
    assert name_parts(whole) == parts


@given(st.text(max_size=40))
def test_a_suggestion_never_fails(whole: str) -> None:
    """Any name, and both parts or none."""
    given_name, family = name_parts(whole)
    assert bool(given_name) == bool(family)


@pytest.mark.parametrize(
    ("text", "shown"), [("1234567893", "••••••7893"), ("09-10", "•••10"), ("7", "•"), ("", "")]
)
def test_a_masked_identifier_shows_its_end(text: str, shown: str) -> None:
    """Enough to recognise one's own."""
    assert masked(text) == shown
