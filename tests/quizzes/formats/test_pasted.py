"""The paste box: drafts as they come out of Word, of mail, and of a text editor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.draft import LONGEST, Draft
from quizzes.formats.foreign import Rejected, Taken, UnreadableError
from quizzes.formats.lines import Line
from quizzes.formats.pasted import pasted, read, recognises
from tests.quizzes.formats.telling import all_told, taken, told

PLAIN = """\
1. A 66-year-old woman has weakness. Potassium is 7.4 mEq/L. Which of these is given first?
A. Calcium gluconate
B. Furosemide
C. Insulin
Answer: A
Rationale: Calcium protects the membrane.

It works within minutes.
Reference: Lindner G, et al. Hyperkalemia. Eur J Emerg Med. 2020. doi:10.1097/MEJ.0000000000000691

2. Which of these lower potassium? (Select two.)
A. Insulin
B. Albuterol
C. Calcium
Answer: A and B
"""


def test_a_tidy_draft_comes_whole() -> None:
    """Vignette, lead-in, options, key, rationale in paragraphs, and the reference with its DOI."""
    first, second = pasted(PLAIN)
    assert told(first) == [
        "A 66-year-old woman has weakness. Potassium is 7.4 mEq/L.",
        "Which of these is given first?",
        "*Calcium gluconate",
        "Furosemide",
        "Insulin",
    ]
    assert taken(first)["explanation"] == (
        "Calcium protects the membrane.\n\nIt works within minutes."
    )
    (cited,) = taken(first)["references"]
    assert (cited["id"], cited["doi"]) == ("lindner2020", "10.1097/MEJ.0000000000000691")
    assert taken(second)["type"] == "multiple_response"
    assert taken(second)["select"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "1. Best test?\nA. x\nB. y*\nC. z",
        "1. Best test?\nA. x\n*B. y\nC. z",
        "1. Best test?\nA. x\n* B) y\nC. z",
        "1. Best test?\nA. x\nB. *y\nC. z",
        "1. Best test?\nA. x\nB. **y**\nC. z",
        "1. Best test?\nA. x\n**B. y**\nC. z",
        "1. Best test?\nA. x\nB. y (correct)\nC. z",
        "1. Best test?\nA. x\nB. y – correct answer\nC. z",
        "1. Best test?\nA. x\nB. y ✓\nC. z",
        "1. Best test?\n[ ] x\n[x] y\n[ ] z",
        "1. Best test?\n- [ ] x\n- [x] y\n- [ ] z",
        "1. Best test?\n• x\n• **y**\n• z",
        "Best test?\n\nA. x\n\nB. y\n\nC. z\n\nCorrect answer: B",
        "Question 1\nBest test?\n(a) x\n(b) y\n(c) z\nANSWER: B",
        "Q1: Best test?\na) x\nb) y\nc) z\nAns. b",
        "#1) Best test?\nA: x\nB: y\nC: z\nKey = B",
        "1. Best test?\nA.\tx\nB.\ty\nC.\tz\nThe correct answer is B.",
        "1. Best test?\nA. x\tB. y\tC. z\nAnswer - B",
        "1. Best test?\nA) x    B) y    C) z\nCorrect: B) y",
        "1. Best test?\nA) x B) y C) z\nAnswer: B",
        "1. Best test?\n(a) x *(b) y (c) z",
        "1. Best test?\nA. x\nB. y\nC. z\nAnswer: y",
        "1. Best test?\nx\ny\nz\nAnswer: B",
        "Question 1: Best test?\n1. x\n2. y\n3. z\nAnswer: 2",
        "1.\u00a0Best\u00a0test?\n\u00a0\u00a0\u00a0A.\u00a0x\n\u00a0\u00a0B.\u00a0y\n\u00a0C.\u00a0z\nAnswer:\u00a0B",
        "> 1. Best test?\n> A. x\n> B. y\n> C. z\n> Answer: B",
        "\ufeff1. Best test?\r\nA. x\r\nB. y\r\nC. z\r\nAnswer: B\r\n",
        "**1. Best test?**\nA. x\nB. y\nC. z\n**Answer:** B",
        "Draft for Friday, by Dr. Osei\n\n1. Best test?\nA. x\nB. y\nC. z\nAnswer: B",
        "1. Best test?\nA. x\nB. y\nC. z\n\nAnswer key\n1. B",
        "1. Best test?\nA. x\nRationale: too late\nB. y\nRationale: right\nC. z\nAnswer: B",
    ],
)
def test_keys_and_letters_are_read_however_they_are_typed(text: str) -> None:
    """Stars, bold, ticks, words, answer lines, tabs, no-break spaces, quoted mail."""
    assert all_told(pasted(text)) == [["Best test?", "x", "*y", "z"]]


def test_an_answer_key_at_the_end_belongs_to_its_questions() -> None:
    """By the numbers of the questions."""
    text = "1. Who?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\n\nAnswers:\n1-B, 2-A"
    assert all_told(pasted(text)) == [["Who?", "x", "*y"], ["What?", "*x", "y"]]


def test_rationales_for_each_letter_go_to_their_options() -> None:
    """Below a heading, with the letters of the options."""
    text = (
        "1. What?\nA. x\nB. y\nAnswer: B\nRationale:\nA. It is late.\nB. It is right.\nAs always.\n"
        "2. Who?\nA. x\nB. y\nAnswer: A"
    )
    first, second = pasted(text)
    assert [one.get("rationale") for one in taken(first)["options"]] == [
        "It is late.",
        "It is right.\nAs always.",
    ]
    assert told(second) == ["Who?", "*x", "y"]


def test_questions_without_numbers_part_where_options_begin_anew() -> None:
    """A stem of two paragraphs and a rationale before it are told apart by the blank lines."""
    text = (
        "A man falls. What is first?\nA. x\nB. y\nAnswer: A\nRationale: Help comes first.\n\n"
        "A woman has pain.\n\nIt began today. What is it?\nA. p\nB. q\nAnswer: B"
    )
    first, second = pasted(text)
    assert taken(first)["explanation"] == "Help comes first."
    assert told(second) == ["A woman has pain.\n\nIt began today.", "What is it?", "p", "*q"]


def test_what_follows_an_answer_line_explains_it() -> None:
    """Where no head says so."""
    (one,) = pasted("1. What?\nA. x\nB. y\nAnswer: A\nIt is quick.\nAnd it is safe.")
    assert taken(one)["explanation"] == "It is quick.\nAnd it is safe."


@pytest.mark.parametrize("mark", ["Q.", "Q:", "Question:", "Q)"])
def test_questions_without_numbers_may_say_so(mark: str) -> None:
    """Each begins where the one before it has its answer."""
    text = f"{mark} Who?\nA. x\nB. y\nAnswer: B\n{mark} What?\nA. x\nB. y\nAnswer: A"
    assert all_told(pasted(text)) == [["Who?", "x", "*y"], ["What?", "*x", "y"]]


def test_what_stands_before_the_first_question_is_said() -> None:
    """A case that several questions share is for a person to put where it belongs."""
    (one,) = pasted("Case: A woman has sepsis.\n\n1. Which drug?\nA. x*\nB. y")
    assert isinstance(one, Taken)
    assert one.warnings == (
        'what stands before the first question is not taken: "Case: A woman has sepsis."',
    )


def test_rationales_come_under_many_heads() -> None:
    """For the correct answer, and for each of the others."""
    text = (
        "1. What?\nA. x\nB. y\nC. z\nAnswer: A\n\nExplanation for correct answer:\nIt is quick.\n\n"
        "Explanation for incorrect answers:\nB: It is slow.\nC: It is late.\n\n"
        "Reference(s):\nDoe A. Title. 2020."
    )
    (one,) = pasted(text)
    assert taken(one)["explanation"] == "It is quick."
    assert [option.get("rationale") for option in taken(one)["options"]] == [
        None,
        "It is slow.",
        "It is late.",
    ]
    assert taken(one)["references"][0]["cite"] == "Doe A. Title. 2020."


def test_a_list_in_a_stem_is_no_question_and_no_option() -> None:
    """Numbered findings before the question; they stay a list."""
    text = (
        "1. Findings:\n1. fever\n2. rash\nWhich fits?\nA. x\nB. y\nAns: A\n"
        "2. Who?\nA. x\nB. y\nAns: B"
    )
    assert all_told(pasted(text)) == [
        ["Findings:\n1. fever\n2. rash", "Which fits?", "*x", "y"],
        ["Who?", "x", "*y"],
    ]


def test_a_list_of_references_is_no_question() -> None:
    """Each line is a reference, with its address where it has one."""
    text = (
        "1. What?\nA. x\nB. y\nAnswer: A\nReferences:\n"
        "1. Smith J. One. JAMA. 2020;1:2. PMID: 31978945\n"
        "2. Doe A. Two. BMJ. 2019. https://www.bmj.com/x\n\n2. Who?\nA. x\nB. y\nAnswer: B"
    )
    first, second = pasted(text)
    assert [(one["id"], one.get("pmid"), one.get("url")) for one in taken(first)["references"]] == [
        ("smith2020", "31978945", None),
        ("doe2019-2", None, "https://www.bmj.com/x"),
    ]
    assert told(second)[0] == "Who?"


def test_names_of_bacteria_are_no_letters() -> None:
    """A. fumigatus and E. coli begin lines of the stem."""
    text = (
        "1. A culture is positive:\nA. fumigatus from the lung\nE. coli from urine\n"
        "Which drug covers the mold?\nA. Fluconazole\nB. Voriconazole\nKey: B"
    )
    assert told(pasted(text)[0])[1:] == [
        "Which drug covers the mold?",
        "Fluconazole",
        "*Voriconazole",
    ]


def test_an_allele_and_italics_are_no_mark() -> None:
    """HLA-B*5701 and *S. aureus* keep their stars and mark no key."""
    text = "1. Which?\nA. HLA-B*5701\nB. *S. aureus*\nC. none\nAnswer: C"
    assert told(pasted(text)[0]) == ["Which?", "HLA-B*5701", "*S. aureus*", "*none"]


def test_true_or_false_needs_no_options() -> None:
    """The answer line says what it is; the two stay in this order."""
    (one,) = pasted("1. Propofol triggers malignant hyperthermia. True or false?\nAnswer: False")
    assert told(one)[-2:] == ["True", "*False"]
    assert taken(one)["shuffle"] is False


def test_plan_and_points_come_along() -> None:
    """Topic, difficulty, points, key point and an objective's id; a free objective is said."""
    (one, two) = pasted(
        "1. What?\nA. x\nB. y\nAnswer: A\nTopic: renal.electrolytes\nDifficulty: Hard\nPoints: 2\n"
        "Key point: Calcium first.\nObjective: OBJ-2\n"
        "2. Who?\nA. x\nB. y\nAnswer: A\nLearning objective: Treat it well.\nAuthor: Dr. Osei"
    )
    fields = taken(one)
    assert fields["blueprint"] == {"topic": "renal.electrolytes"}
    assert fields["difficulty"] == {"intended": "hard"}
    assert fields["scoring"] == {"points": "2"}
    assert (fields["key_point"], fields["objectives"]) == ("Calcium first.", ("OBJ-2",))
    assert isinstance(two, Taken)
    assert two.warnings == (
        'the objective "Treat it well." is not taken: name one of the activity',
        'the author "Dr. Osei" is not taken: name a faculty id of the activity',
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "1. What?\nA. x\n*B. y\nAnswer: A",
            "The answer line says A, but B is marked; let both agree.",
        ),
        (
            "1. What?\nA. x\nB. **y**\nAnswer: A",
            "The answer line says A, but B is set in bold; let both agree.",
        ),
        ("1. What?\nA. x\nB. y\n", "No option is marked as correct."),
        (
            "1. What?\nA. x\nB. y\nAnswer: A\nAnswer: B",
            "There are 2 answer lines here; number the questions to part them.",
        ),
        ("1. What?\nA. x\nB. y\nAnswer: C", 'The answer line "C" names none of the options.'),
        ("1. What?\n\n2. Who?\nA. x\nB. y\nAns: A", "The question has no options."),
    ],
)
def test_a_doubtful_question_is_rejected(text: str, reason: str) -> None:
    """And not guessed at."""
    first = pasted(text)[0]
    assert isinstance(first, Rejected)
    assert first.reason == reason
    assert first.place == "question 1 (line 1)"


def test_ten_and_more_options_are_taken() -> None:
    """Up to the letter Z."""
    text = (
        "1. Which?\n" + "\n".join(f"{chr(65 + n)}. option {n}" for n in range(26)) + "\nAnswer: J"
    )
    (one,) = pasted(text)
    assert len(taken(one)["options"]) == 26
    assert told(one)[10] == "*option 9"


def test_a_text_without_a_question_is_refused() -> None:
    """With what a draft has to look like."""
    with pytest.raises(UnreadableError, match="number the questions and letter their options"):
        read(b"\n\n", "mail.txt")


def test_prose_is_not_taken_for_a_draft() -> None:
    """Nor is a table."""
    assert recognises(PLAIN.encode(), "x.txt")
    assert not recognises(b"<item><p>A. x\nB. y\nAnswer: A</p></item>", "x.xml")
    assert not recognises(b"A letter to the editor.\nWith two lines.", "x.txt")


@given(st.text(alphabet="12AB.)*?:\n \t-Answer", max_size=120))
def test_no_text_is_too_messy(text: str) -> None:
    """Whatever is pasted, each question found is taken or rejected."""
    for one in pasted(text):
        assert isinstance(one, Taken | Rejected)


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="abcdef ", min_size=3, max_size=20).filter(str.strip),
            st.integers(2, 8),
            st.integers(0, 7),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_question_of_a_numbered_draft_is_lost(drafts: list[tuple[str, int, int]]) -> None:
    """As many as were numbered, each with its options and its key."""
    text = "\n".join(
        f"{number}. The word {stem.strip()}?\n"
        + "\n".join(f"{chr(65 + n)}. option {n}" for n in range(options))
        + f"\nAnswer: {chr(65 + key % options)}"
        for number, (stem, options, key) in enumerate(drafts, 1)
    )
    found = pasted(text)
    assert len(found) == len(drafts)
    for one, (_, options, key) in zip(found, drafts, strict=True):
        right = [bool(option.get("correct")) for option in taken(one)["options"]]
        assert right == [n == key % options for n in range(options)]


def test_a_question_without_options_after_a_rationale_is_told() -> None:
    """The next number begins a question even if it is none, and does not end up in a rationale."""
    text = "1. Which drug?\n*A. Aspirin\nB. Warfarin\nRationale: It helps.\n\n2. Which day?\n"
    first, second = pasted(text)
    assert isinstance(first, Taken)
    assert first.fields["explanation"] == "It helps."
    assert isinstance(second, Rejected)
    assert second.reason == "The question has no options."


def test_a_numbered_list_in_a_rationale_stays_there() -> None:
    """It begins with a number of its own."""
    text = "1. Which drug?\n*A. Aspirin\nB. Warfarin\nRationale: Steps:\n\n1. One.\n\n2. Two.\n"
    (only,) = pasted(text)
    assert isinstance(only, Taken)
    assert "2. Two." in str(only.fields["explanation"])


def test_right_is_a_side_and_no_mark() -> None:
    """Only "right answer" says that an option is one."""
    first, second = pasted(
        "1. Where?\nA. Lobe (left)\nB. Lobe (right)\nC. Lung - right\nAnswer: A\n\n"
        "2. What?\nA. x\nB. y (right answer)"
    )
    assert told(first) == ["Where?", "*Lobe (left)", "Lobe (right)", "Lung - right"]
    assert told(second) == ["What?", "x", "*y"]


NUMBERS = "1. How many?\nA. 2\nB. 3\nC. 4\nAnswer: "
DRUGS = "1. Which?\nA. Epinephrine\nB. Diphenhydramine\nC. Adenosine\nAnswer: "
GROUPS = "1. Which blood group?\nA. B\nB. A\nC. O\nAnswer: "


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (NUMBERS + "3", "3"),
        (NUMBERS + "B", "3"),
        (NUMBERS + "B. 3", "3"),
        (DRUGS + "C. Adenosine", "Adenosine"),
        (DRUGS + "A - epinephrine 0.3 mg", "Epinephrine"),
        (DRUGS + "2", "Diphenhydramine"),
        (GROUPS + "O", "O"),
        (GROUPS + "B. A", "A"),
    ],
)
def test_an_answer_line_names_what_it_says(text: str, key: str) -> None:
    """A value that is an option's text comes before counting; letter and words agree."""
    (one,) = pasted(text)
    assert f"*{key}" in told(one)


@pytest.mark.parametrize(
    "text",
    [
        DRUGS + "B. Adenosine",
        DRUGS + "B - Epinephrine",
        DRUGS + "B) Adenosin",
        "1. Which?\nA. Aspirin 81 mg\nB. Aspirin 325 mg\nAnswer: A. Aspirin 325 m",
        GROUPS + "A",
        "1. How many?\nA. 1 mg\nB. 3 mg\nC. 2 mg\nAnswer: 3",
        "1. How many?\n1) 2\n2) 3\n3) 4\nAnswer: 3",
    ],
)
def test_an_answer_line_that_may_mean_two_options_is_rejected(text: str) -> None:
    """Letter and words, or number and value, name different options."""
    (one,) = pasted(text)
    assert isinstance(one, Rejected)
    assert one.reason.startswith("The answer line")


def test_what_an_answer_line_says_besides_is_told() -> None:
    """It has no place in the item, and is not dropped without a word."""
    for more in ("because it acts at once", "Epinephrine acts at once"):
        (one,) = pasted(f"{DRUGS}A, {more}")
        assert isinstance(one, Taken)
        assert told(one)[1] == "*Epinephrine"
        assert one.warnings == (f'not taken from the answer line: "{more}"',)


SECTIONS = (
    "1. Who?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\n\n"
    "Section B: Renal\n\n1. When?\nA. x\nB. y\n\n2. Where?\nA. x\nB. y\n\nAnswer key\n"
)


@pytest.mark.parametrize(
    "key",
    [
        "1. A\n2. B\n1. B\n2. A",
        "1. A 2. B 1. B 2. A",
        "Section A\n1. A\n2. B\nSection B\n1. B\n2. A",
    ],
)
def test_a_key_whose_numbers_come_again_is_taken_in_order(key: str) -> None:
    """Where questions and answers come in the same order; a heading is no option's text."""
    assert all_told(pasted(SECTIONS + key)) == [
        ["Who?", "*x", "y"],
        ["What?", "x", "*y"],
        ["When?", "x", "*y"],
        ["Where?", "*x", "y"],
    ]


def test_a_key_that_could_mean_two_questions_is_not_guessed() -> None:
    """One number, two questions."""
    found = pasted(SECTIONS + "1. A\n2. B")
    assert len(found) == 4
    for one in found:
        assert isinstance(one, Rejected)
        assert "comes more than once" in one.reason


def test_a_key_that_cannot_be_read_is_said() -> None:
    """And not that no option is marked."""
    for key in ("1. A\n2. B\nsee also the book", "1. A - as it is\n2. B - so"):
        (one,) = pasted(f"1. Who?\nA. x\nB. y\n\nAnswer key\n{key}")
        assert isinstance(one, Rejected)
        assert one.reason.startswith("The list of answers at the end could not be read:")


def test_a_key_beside_its_head_is_read() -> None:
    """For all questions, or for the one above."""
    two = "1. Who?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\n\n"
    for key in ("Answers: 1. B 2. A", "Answer key: 1-B, 2-A"):
        assert all_told(pasted(two + key)) == [["Who?", "x", "*y"], ["What?", "*x", "y"]]
    assert all_told(pasted("1. Who?\nA. x\nB. y\nAnswer key: B")) == [["Who?", "x", "*y"]]


def test_options_in_two_columns_are_read_by_their_letters() -> None:
    """Along the lines, or down the columns."""
    across = "1. Who?\nA. w    B. x\nC. y\tD. z\nAnswer: C"
    down = "1. Who?\nA. w\tC. y\nB. x\tD. z\nAnswer: C"
    for text in (across, down):
        assert all_told(pasted(text)) == [["Who?", "w", "x", "*y", "z"]]


def test_an_option_that_holds_the_next_is_rejected() -> None:
    """E. coli is no option E."""
    wrong, right = pasted(
        "1. Who?\nA. x\nB. y C. Zinc\nAnswer: A\n\n"
        "2. Which organism?\nA. Proteus\nB. Serratia\nC. Klebsiella\nD. Toxic E. coli\nAnswer: D"
    )
    assert isinstance(wrong, Rejected)
    assert wrong.reason.startswith("Option B seems to hold option C, too.")
    assert told(right)[-1] == "*Toxic E. coli"


def test_what_stands_between_questions_is_no_part_of_them() -> None:
    """Headings, page numbers and the end of a mail are left out, and said."""
    first, second = pasted(
        "1. Who?\nA. x\nB. y\nAnswer: A\nPage 1 of 2\n\nNEPHROLOGY\n\n"
        "2. What?\nA. x\nB. y\nReference: Lee J. NEJM. 2020.\n\nBest,\nJim Lee, MD\nAnswer: A"
    )
    assert isinstance(first, Taken)
    assert "explanation" not in first.fields
    assert first.warnings == ('what stands below it is not taken: "Page 1 of 2 NEPHROLOGY"',)
    assert len(taken(second)["references"]) == 1


def test_what_is_said_below_each_option_is_its_rationale() -> None:
    """There "Correct." begins a sentence and no answer line; feedback may name its option."""
    first, second = pasted(
        "1. Who?\nA. x\nCorrect. It binds.\nB. y\nIncorrect. It does not.\nAnswer: A\n\n"
        "2. What?\nA. x\nB. y\nKey: B\nFeedback A: No.\nWhy B is right: Yes."
    )
    assert [one["rationale"] for one in taken(first)["options"]] == [
        "Correct. It binds.",
        "Incorrect. It does not.",
    ]
    assert [one["rationale"] for one in taken(second)["options"]] == ["No.", "Yes."]


def test_a_mail_quoted_in_part_is_read_whole() -> None:
    """The quoted questions and the one below them."""
    assert all_told(
        pasted("> 1. Who?\n> *A. x\n> B. y\n\nOn Monday, Bob wrote:\n2. What?\nA. x\nB. y*")
    ) == [["Who?", "*x", "y"], ["What?", "x", "*y"]]


def test_a_vignette_that_may_be_a_question_is_said() -> None:
    """A number, an unfinished sentence, a blank line, and then "Question:"."""
    (one,) = pasted("3. And this\nwithout options\n\nQuestion: Which last?\nA. m\nB. n\nAnswer: A")
    assert isinstance(one, Taken)
    assert one.warnings == (
        'the text above "Question:" is taken as its vignette: "And this without options"',
    )


def test_a_question_without_end_takes_no_longer_a_line() -> None:
    """Options are looked for in its first lines: what follows is read, and no option any more."""
    first, last = Line("x", "line 2", "letter", "a"), Line("z", "line 403", "letter", "b")
    draft = Draft("1", "line 1", [first, *[Line("y", "line 3")] * LONGEST, last])
    assert draft.letters == ["a"]
    assert not draft.is_complete
