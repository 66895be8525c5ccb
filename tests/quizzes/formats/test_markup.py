"""HTML of other programs and the bank's Markdown, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import hypertext
from quizzes.formats.markup import Picture, line, plain_line, plain_prose, prose
from quizzes.rules.prose import is_plain_markdown
from quizzes.text import Closed, Prose


class _Text(Closed):
    """Any text of a bank file."""

    text: Prose


GOOD = [
    ("<p>A <b>pH</b> of <i>7.2</i></p>", "A **pH** of *7.2*"),
    ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\\\nthree"),
    ("one<br><br>two", "one\n\ntwo"),
    ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n+ b"),
    ("<ol start=3><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n   b\n\n4. c"),
    ('<ol type="I"><li>rash</li><li>fever</li></ol>', "I. rash\\\nII. fever"),
    (
        "<table><tr><td>Na<sup>+</sup></td><td>K|x</td></tr><tr><td>140</td></tr></table>",
        "| Na⁺ | K\\|x |\n| --- | --- |\n| 140 | |",
    ),
    ("CO<sub>2</sub>, 10<sup>-9</sup>, x<sup>a/B</sup>", "CO₂, 10⁻⁹, x^(a/B)"),
    ("&alpha;&nbsp;&gt;&nbsp;1 &amp; p&lt;0.05", "α > 1 & p<0.05"),
    ("<h2>Labs</h2><blockquote>so</blockquote><hr>", "#### Labs\n\n> so\n\n---"),
    ("<pre>a\n b</pre>", "```\na\n b\n```"),
    ("<code>x</code>", "`x`"),
    ('<a href="https://cdc.gov/a b">here</a>', "[here](https://cdc.gov/a%20b)"),
    ('<span style="font-weight: bold">x</span>', "**x**"),
    (r"\(x^2\) costs $5 and *6* a_b _c_", r"\\(x^2\\) costs $5 and \*6\* a_b \_c\_"),
    ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></math>", "x² = 4"),
    ("- Na\u200b", r"\- Na"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "expected"), GOOD)
def test_html_becomes_markdown_and_comes_back(source: str, expected: str) -> None:
    """Each construct has its Markdown, which as HTML is read as the same again."""
    assert prose(source).text == expected
    assert prose(hypertext.blocks(expected)).text == expected


def test_a_line_has_no_blocks() -> None:
    """An option is one line: its paragraphs follow each other, its lists are told of."""
    assert line("<p>Give <b>0.9 %</b></p><p>saline</p>").text == "Give **0.9 %** saline"
    assert line("<ul><li>a</li></ul>").warnings == (
        "A list or table became part of a single line.",
    )
    assert line("1. x").text == "1. x"


def test_pictures_are_taken_out() -> None:
    """Pictures come apart from the text, in order, with what describes them."""
    source = 'See <img src="@@PLUGINFILE@@/a.png" alt="An ECG"> <svg><title>Dot</title></svg>'
    first, second = prose(source).pictures
    assert prose(source).text == "See"
    assert first == Picture("@@PLUGINFILE@@/a.png", "An ECG")
    assert second.source.startswith("data:image/svg+xml;base64,")
    assert second.alt == "Dot"


@pytest.mark.parametrize(
    ("source", "words", "said"),
    [
        ("<audio src=x>Heart sound</audio>", "Heart sound", "sound recording"),
        ("<s>old</s> new", "old new", "struck out"),
        ('<a href="javascript:x">go</a>', "go", "link"),
        ('<table><tr><td colspan="2">a</td></tr><tr><td>b<td>c</table>', "| a | |", "span"),
    ],
)
def test_what_is_lost_is_told(source: str, words: str, said: str) -> None:
    """What Markdown cannot hold leaves its words and a warning."""
    marked = prose(source)
    assert marked.text.startswith(words)
    assert any(said in one for one in marked.warnings)


def test_scripts_and_styles_are_no_text() -> None:
    """What a browser would not show is not shown."""
    assert prose("<style>p{}</style>a<script>alert(1)</script><!-- c -->b").text == "ab"


def test_deep_nesting_ends() -> None:
    """Ten thousand elements inside each other are read in bounded depth."""
    assert prose("<div>" * 10_000 + "x" + "</div>" * 10_000).text in {"", "x"}
    assert prose("<b>" * 200 + "x").text == "**x**"


INLINE = st.recursive(
    st.text("ab *_`<>&[]()!\\|#-+1.:~^$=α\n", max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "code", "sup", "sub", "span", "u", 'a href="https://a.b"']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    INLINE,
    lambda inner: st.builds(
        lambda tag, parts: "".join(f"<{tag}>{one}</{tag}>" for one in parts),
        st.sampled_from(
            ["p", "ul><li", "ol><li", "blockquote", "h3", "pre", "tr><td", "div", "br"]
        ),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_any_html_is_safe_and_settles(source: str) -> None:
    """Whatever the HTML, the Markdown passes the bank's rules, and going around changes nothing."""
    text = prose(source).text
    assert prose(hypertext.blocks(text)).text == text
    if text:
        assert not list(is_plain_markdown(_Text(text=text)))


@given(st.text("ab *_`<>&;[]()!\\|#-+1.:~^$=α\n\t", max_size=40))
def test_any_text_stays_itself(source: str) -> None:
    """Text without markup is the same text after going around, whatever signs are in it."""
    assert line(hypertext.inline(plain_line(source).text)).text == plain_line(source).text
    text = plain_prose(source).text
    assert prose(hypertext.blocks(text)).text == text
    shown = "".join(hypertext.inline(plain_line(source).text).split())
    bare = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert bare.replace("&amp;", "&") == "".join(source.split())
