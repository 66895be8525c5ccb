"""The lead-in: one focused question, asked positively."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME, PHAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import View

_ASIDE = re.compile(
    r"\b(?:whether or not|not only|if not|at least|not yet known|not otherwise specified"
    r"|do[- ]not[- ](?:resuscitate|intubate)|false[- ](?:positive|negative|labor|lumen|aneurysm"
    r"|memory|memories|alarm|passage|rib|ribs|vocal|cord|cords)s?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|that|because|if|when|while|although|though|after|since|despite|unless"
    r"|until|where|in which|for which|of which|to explain|why|even though|given)\b",
    re.IGNORECASE,
)
_WEAKEST = (
    r"likely|appropriate|useful|effective|helpful|consistent|accurate|correct|true|suitable"
    r"|indicated|reliable|probable|important|common|commonly|relevant|beneficial|frequent"
    r"|frequently|responsible|associated|characteristic|often|compatible|typical|expected"
)
_NEGATIVE = re.compile(
    rf"\b(?:(?P<not>not|except|excepting|untrue|never)\b"
    rf"|(?P<least>least)(?= (?:{_WEAKEST})\b)"
    r"|(?:is|are|was|were) (?P<wrong>false|incorrect|wrong)(?! with)"
    r"|(?P<kind>false|incorrect|wrong)"
    r"(?= (?:statements?|answers?|options?|assertions?|choices?)\b))",
    re.IGNORECASE,
)
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_OF_THE_ANSWER = re.compile(r"except|least|untrue|not (?:true|correct)\b", re.IGNORECASE)
_FORBIDDEN = re.compile(r"\bcontraindicat(?:ed|ions?)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:please )?(?:place|mark|match|select|choose|identify|arrange|order|rank|put|name|list"
    r"|indicate|estimate|determine|calculate|point out|sort|enter|drag|for each|classify|state"
    r"|complete|fill)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:regarding|concerning|with (?:regard|respect) to|about|as for)\b[^,?]*$"
    r"|(?:which|what) (?:of the following )?(?:is|are) (?:not )?(?:true|correct|right|false)$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\b(?:which|what|mark|select|choose|indicate|point out|identify|find)\b.*"
    r"(?:\b(?:statements?|assertions?)\b"
    r"|\b(?:is|are) (?:the )?(?:not )?(?:most )?(?:true|correct|right|accurate)\b"
    r"(?!-|\ (?:dose|diagnosis|order|sequence|interpretation|rate|position|size|way|response"
    r"|ventricular|atrial|sided|heart|lung|side|lower|upper|bundle|coronary|ventricle|atrium|kidney))"
    r"|\bthe (?:in)?correct (?:answer|option|one)\b)"
    r"|(?:not )?(?:true|correct) (?:about|of|regarding|concerning)\b",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_PEOPLE = re.compile(
    r"\b(?:statements?) (?:to|by|from|of) (?:the|a|an|his|her) (?:patient|family|mother|father"
    r"|parent|parents|physician|nurse|son|daughter)|\beach statement\b"
    r"|\b(?:mission|consent|impact|prevalence) statements?\b",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"_{2,}|\bfill in the blank|\[(?:blank|\s{2,}|\.{3}|…)\]|\.{5,}|…{2,}", re.IGNORECASE
)
_BLANKS = ("__", "[", ".....", "……", "lank")
"""What any blank needs: most texts have none of it, and are seen to in one look."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_FEWEST = 4


def _negatives(view: View) -> list[str]:
    """Return the words that turn the question round; those in a subordinate clause do not."""
    text = _ASIDE.sub(lambda found: " " * len(found[0]), _question(view))
    found = []
    for one in _NEGATIVE.finditer(text):
        word = one["not"] or one["least"] or one["wrong"] or one["kind"]
        of_the_answer = word.isupper() or one["kind"] or _OF_THE_ANSWER.match(text, one.start())
        if of_the_answer or not _CLAUSE.search(text, 0, one.start()):
            found.append(word)
    found += [one[0] for one in _NOT.finditer(text) if not _CLAUSE.search(text, 0, one.start())]
    return found


def _question(view: View) -> str:
    """Return the last sentence of the lead-in: foreign files put whole vignettes there."""
    return _SENTENCE.split(view.lead_in.strip())[-1]


def _unmarked(view: View) -> Iterator[Found]:
    small = [one for one in _negatives(view) if not one.isupper()]
    if small:
        message = f'The question is turned round by "{small[0]}", which is easily overlooked.'
        yield Found(message, ("lead_in",))


def _negative(view: View) -> Iterator[Found]:
    words = _negatives(view)
    if words and all(one.isupper() for one in words):
        yield Found(f'The question is asked in the negative: "{words[0]}".', ("lead_in",))
        return
    found = _FORBIDDEN.search(_question(view))
    if found and not words and not _CLAUSE.search(_question(view), 0, found.start()):
        # What must not be given is worth knowing; asked for in the negative it is all the same.
        yield Found(f'The question asks what is wrong to do: "{found[0]}".', ("lead_in",))


def _unfocused(view: View) -> Iterator[Found]:
    text = view.lead_in.strip()
    ends = text.lower().endswith((":", "…", "...", "except", "except."))
    asks = "?" in text or ends or _ASKS.match(text)
    if not asks:
        message = "The lead-in is no question, and no sentence that the options end."
    elif len(view.lead_words) < _FEWEST and not _ASKS.match(text):
        message = "The lead-in is too short to say what is asked."
    elif _VAGUE.match(text.rstrip(" .:?")):
        message = "The lead-in names a subject and asks nothing about it."
    else:
        return
    yield Found(message, ("lead_in",))


def _statement(view: View) -> Iterator[Found]:
    if view.item.type == "true_false_cluster":
        return  # each statement is judged by itself: what the rule recommends
    if _STATEMENT.search(_question(view)) and not _ABOUT_PEOPLE.search(_question(view)):
        message = "The lead-in asks which statement is true, of whatever the options are about."
        yield Found(message, ("lead_in",))


def _blank(view: View) -> Iterator[Found]:
    for place, text in (("stem", view.stem), ("lead_in", view.lead_in)):
        if any(mark in text for mark in _BLANKS) and _BLANK.search(text):
            yield Found("There is a blank to be filled in mentally.", (place,))


RULES = (
    ItemRule(
        id="negative-not-marked", number=3, severity="error",
        title='A negative lead-in whose "not" or "except" is in small letters',
        why=(
            "Readers overlook the word and miss a question whose subject they know. Lead-ins are"
            " shown in bold, so capitals are what sets a word off."
        ),
        source=f"{NBME}; {HDR}",
        fix="Ask positively. If that is impossible, write NOT, EXCEPT or LEAST in capitals.",
        find=_unmarked,
    ),
    ItemRule(
        id="negative-lead-in", number=3, severity="warning",
        title="The lead-in asks in the negative",
        why=(
            "To know what is wrong is not to know what is right; negative questions mix reading"
            " with knowing, and a true–false cluster asks the same plainly."
        ),
        source=f"{NBME}; {HDR}",
        fix="Ask positively, or waive it where what must not be done is the point.",
        find=_negative,
    ),
    ItemRule(
        id="lead-in-unfocused", number=16, severity="warning",
        title="The lead-in is no focused question",
        why=(
            "The reader must guess from the options what is asked; unfocused stems were shown to"
            " lower scores of those who know."
        ),
        source=f"{NBME}; {HDR}; {PHAM}",
        fix="Write a question that can be answered with the options covered.",
        find=_unfocused,
    ),
    ItemRule(
        id="lead-in-which-is-true", number=17, severity="warning",
        title="The lead-in asks which statement is true",
        why=(
            "Options about different things are several true–false questions in one: there is no"
            " one dimension on which one is best."
        ),
        source=NBME,
        fix="Ask about one thing, or make it a true–false cluster.",
        find=_statement,
    ),
    ItemRule(
        id="blank-in-question", number=18, severity="warning",
        title="A blank to fill in stands in the question",
        why="The reader holds the sentence in mind and tries each option in it.",
        source=HDR,
        fix="Ask a whole question.",
        find=_blank,
    ),
)  # fmt: skip
