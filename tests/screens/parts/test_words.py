from __future__ import annotations

import html
import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizzes.models import BoardPlan
from quizzes.text import Reference
from screens.parts.words import (
    amount,
    credits_text,
    day,
    mail,
    number,
    opening,
    plain,
    points,
    prose,
    reference,
    specialty,
    statement,
)

SIGNS = st.text(alphabet="ab1 .,:;()[]{}*_`~$#+-=<>|&!\\/\"'^", min_size=1)


def shown(markdown: str) -> str:
    """Return what a reader sees of a paragraph, or the HTML where it is more than one."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown).strip()
    inner = made.removeprefix("<p>").removesuffix("</p>")
    return (inner if "<" in inner else html.unescape(inner)).replace("\u2060", "")


@given(SIGNS.map(lambda text: " ".join(text.split())).filter(bool))
def test_plain_text_is_shown_as_it_stands(text: str) -> None:
    """Whatever signs a bank's text holds, none of them means anything to Markdown."""
    assert shown(plain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[here](https://example.com)",
        "![x](https://example.com/pixel.png)",
        "$x^2$",
        ":red[danger]",
        ":material/check:",
        "1. not a list",
        "- neither",
        "&lt;b&gt;",
    ],
)
def test_nothing_in_a_text_becomes_more_than_text(text: str) -> None:
    """No HTML, link, picture, formula, colour, icon or list comes out of a bank."""
    assert shown(plain(text)) == text
    assert not {"$", ":r", ":m"} & {plain(text)[:1], plain(text)[:2]}


@pytest.mark.parametrize(
    "text",
    ["https://evil.example", "HTTP://evil.example", "www.evil.example", "WWW.evil.example",
     "cme@evil.example", "mailto:cme@evil.example", "see xhttps://evil.example/a?b=c@d.e"],
)  # fmt: skip
def test_what_looks_like_an_address_becomes_no_link(text: str) -> None:
    """GitHub's rules make links of these without any sign of Markdown, however they are escaped."""
    assert shown(plain(text)) == text
    linked = r"https?://|www\.|[-.\w+]@[-\w]"
    assert not re.search(linked, plain(text).replace("\\", ""), re.IGNORECASE | re.ASCII)


def test_a_mail_address_is_a_link_that_copies_clean() -> None:
    """Whom to ask can be asked; what is no address stays text."""
    assert shown(mail("cme@example.edu")) == '<a href="mailto:cme@example.edu">cme@example.edu</a>'
    assert shown(mail("Ask [us](https://evil.example) @ noon")) == (
        "Ask [us](https://evil.example) @ noon"
    )


def test_prose_is_markdown_and_no_more() -> None:
    """Two prices are no formula, a ratio no icon; what the author emphasised stays."""
    said = "It costs **$5** or $6; ~7 mL or ~8 mL; ratio:red[x], :material/check:"
    assert prose(said) == (
        "It costs **\\$5** or \\$6; \\~7 mL or \\~8 mL; ratio\\:red[x], \\:material/check:"
    )
    assert shown(prose("a $5, :smile:")) == "a $5, :smile:"


def test_the_phrase_of_the_ama_is_set_in_italics() -> None:
    """With its mark, once, whatever the author wrote; all else stays plain."""
    italic = "Up to 1.00 *AMA PRA Category 1 Credit(s)*™ for \\*this\\*."
    assert statement("Up to 1.00 AMA PRA Category 1 Credit(s)™ for *this*.") == italic
    assert statement("Up to 1.00 *AMA PRA Category 1 Credit(s)*™ for *this*.") == italic


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1.00", "1.00 *AMA PRA Category 1 Credit*™"),
        ("1.5", "1.50 *AMA PRA Category 1 Credits*™"),
    ],
)
def test_credit_is_written_with_two_decimals(amount: str, said: str) -> None:
    """One credit in the singular, anything else in the plural."""
    assert credits_text(amount) == said


def test_a_date_cannot_be_misread() -> None:
    """The month is a word and the day has no leading zero."""
    assert day(date(2027, 3, 4)) == "4 Mar 2027"


def test_points_begin_with_the_board() -> None:
    """A physician looks for the own board first."""
    plan = BoardPlan(board="ABP", credit_type="Lifelong Learning & Self-Assessment", points="1.25")
    assert shown(points(plan)) == "ABP Lifelong Learning & Self-Assessment: 1.25"


@pytest.mark.parametrize(("count", "said"), [(0, "0 questions"), (1, "1 question")])
def test_one_is_singular(count: int, said: str) -> None:
    """And nothing else is."""
    assert number(count, "question") == said


def test_a_specialty_reads_as_words() -> None:
    """Banks write it as in addresses."""
    assert specialty("internal-medicine") == "Internal medicine"


def test_a_reference_links_to_its_doi() -> None:
    """The link says where it leads, so it makes sense when read out alone."""
    source = Reference(id="lancet", cite="A title. Lancet.", doi="10.1016/S0140-6736(97)11096-0")
    assert shown(reference(source)) == (
        'A title. Lancet. <a href="https://doi.org/10.1016/S0140-6736(97)11096-0">'
        "doi.org/10.1016/S0140-6736(97)11096-0</a>"
    )


def test_an_address_that_is_not_https_is_no_link() -> None:
    """A script in an address stays a citation."""
    source = Reference(id="bad", cite="A title.", url="javascript:alert(1)")
    assert reference(source) == "A title."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A 66-year-old woman\nfaints.\n\nPulse is 60/min.", "A 66-year-old woman faints."),
        ("A **67-year-old** man with _E. coli_", "A 67-year-old man with E. coli"),
        ("1. Weigh [it]", "1\\. Weigh \\[it\\]"),
        ("word " * 20, "word " * 14 + "…"),
        ("w" * 80, "w" * 72 + " …"),
    ],
)
def test_an_opening_tells_one_case_from_another(text: str, said: str) -> None:
    """The first paragraph on one line, without marks, cut between words."""
    assert opening(text) == said


@pytest.mark.parametrize(
    ("points", "said"),
    [("3/2", "1½"), ("2", "2"), ("2/3", "⅔"), ("0", "0"), ("39/7", "5 4/7"), ("4/7", "4/7")],
)
def test_points_are_written_as_people_read_them(points: str, said: str) -> None:
    """Whole numbers with a small fraction, never 3/2."""
    assert amount(Fraction(points)) == said


def test_a_formula_is_handed_to_the_drawer_and_money_is_not() -> None:
    """Only what stands between its signs is a formula."""
    assert prose("For $5: $`x^2 ~ y`$.") == "For \\$5: $x^2 ~ y$."
