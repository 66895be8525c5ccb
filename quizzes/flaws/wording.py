"""Words that give an option away, or that readers do not agree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.pointing import points_at_others
from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import AMA, HDR, NBME
from quizzes.flaws.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import View

_ABSOLUTES = word_set(
    "always never all none only every must completely invariably impossible entirely absolutely"
    " exclusively nobody everyone"
)
_ABSOLUTE = re.compile(rf"\b(?:{'|'.join(sorted(_ABSOLUTES))})\b", re.IGNORECASE)
_NO_CLAIM = re.compile(
    r"\b(?:all (?:four|three|two|five) |all[- ]trans|every (?:other|\d+|two|three|four|six|eight"
    r"|twelve|day|night|morning|evening|hour|week|month|year)|read[- ]only|by mouth only"
    r"|only (?:if|after|when)|-only|all[- ]cause|none[- ]the)",
    re.IGNORECASE,
)
_VAGUES = word_set(
    "usually often frequently sometimes occasionally rarely commonly generally may might could"
    " probably typically likely"
)
_VAGUE = re.compile(rf"\b(?:{'|'.join(sorted(_VAGUES))})\b", re.IGNORECASE)
_NO_FREQUENCY = re.compile(
    r"\bMay\b(?= \d| and |-)|(?i:\b(?:most|more|less|least) (?:likely|often|frequently|commonly)"
    r"|\bas often as|\bhow often)",
)


def _absolute(view: View) -> Iterator[Found]:
    if _ABSOLUTES.isdisjoint(view.all_words):
        return
    found = {one: _ABSOLUTE.search(_NO_CLAIM.sub(" ", one.text)) for one in view.choices}
    if all(found.values()):
        return
    for one, word in found.items():
        if word and word[0] != one.text and not points_at_others(one.text):
            yield Found(f'"{word[0]}" in "{one.text}" is absolute.', one.place)


def _vague(view: View) -> Iterator[Found]:
    if _VAGUES.isdisjoint(view.all_words):
        return
    for one in view.choices:
        if word := _VAGUE.search(_NO_FREQUENCY.sub(" ", one.text)):
            yield Found(f'"{word[0]}" in "{one.text}" means what each reader thinks.', one.place)


_KNOWN = word_set(
    """
    I II III IV VI VII VIII IX XI XII AM PM US USA UK EU OK BP HR RR ECG EKG EEG EMG MRI CT PET
    DNA RNA HIV AIDS ICU PCR IV IM SC PO IQ ABO Rh HLA CPR BMI COPD CD NPO OR ED ER AND NOT EXCEPT
    LEAST MOST BEST FIRST COVID SARS IU SI ST QRS QT QTC PR PH TSH LDL HDL CSF GI HCO PCO PO PACO
    PAO SAO SPO FIO NA CL MG CA KCL NACL AST ALT BUN INR PTT APTT PT WBC RBC MCV HB HBA ESR CRP
    VF VT AED ATP GABA IGA IGE IGG IGM MD PHD FDA WHO CDC NIH AHA ACC ACP AAP ASA IL TNF VS TB
    """
)
_SHORT = re.compile(r"(?<![\w-])([A-Z]{2,6})(?:s)?(?![\w-])")


def _abbreviation(view: View) -> Iterator[Found]:
    texts = view.before
    whole = "\n".join(text for _, text in texts)
    seen: set[str] = set()
    for place, text in texts:
        for one in _SHORT.findall(text):
            if one not in seen and one not in _KNOWN and not _spelled_out(one, whole):
                seen.add(one)
                yield Found(f'"{one}" is not spelled out.', place)


def _spelled_out(short: str, whole: str) -> bool:
    """Whether "(ABC)" follows its words, or "ABC (" is followed by them, or all is in capitals."""
    if f"({short})" in whole or f"({short}s)" in whole or f"({short}," in whole:
        return True
    if re.search(rf"\b{short}s? \([a-z][^)]* ", whole):
        return True
    return bool(re.search(rf"[A-Z]{{4,}} {short}\b|\b{short} [A-Z]{{4,}}", whole))


RULES = (
    ItemRule(
        id="absolute-term", number=4, severity="warning",
        title='"Always", "never", "only" … in some options',
        why="Medicine has few absolutes; test-wise readers rule such options out unread.",
        source=f"{NBME}; {HDR}",
        fix="Say what is meant without the word, or let every option be as strict.",
        find=_absolute,
    ),
    ItemRule(
        id="vague-frequency", number=5, severity="warning",
        title='"Usually", "often", "may" … in options',
        why='Experts disagree on what "often" means, and what "may" happen is rarely false.',
        source=f"{NBME}; {HDR}",
        fix="Give the share or the circumstance, or leave the word out.",
        find=_vague,
    ),
    ItemRule(
        id="abbreviation-undefined", number=28, severity="info",
        title="An abbreviation is not spelled out",
        why="Abbreviations differ between specialties; the question should not test them.",
        source=f"{NBME}; {AMA}",
        fix="Spell it out at its first use, with the abbreviation in parentheses.",
        find=_abbreviation,
    ),
)  # fmt: skip
