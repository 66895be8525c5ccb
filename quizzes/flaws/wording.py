"""Words that give an option away, cannot be agreed on, or hurt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.pointing import points_at_others
from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import ACCME, AMA, HDR, NBME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.flaws.view import View

_ABSOLUTES = frozenset(
    "always never all none only every must completely invariably impossible entirely absolutely"
    " exclusively nobody everyone".split()
)
_ABSOLUTE = re.compile(rf"\b(?:{'|'.join(sorted(_ABSOLUTES))})\b", re.IGNORECASE)
_NO_CLAIM = re.compile(
    r"\b(?:all (?:four|three|two|five) |all[- ]trans|every (?:other|\d+|two|three|four|six|eight"
    r"|twelve|day|night|morning|evening|hour|week|month|year)|read[- ]only|by mouth only"
    r"|only (?:if|after|when)|-only|all[- ]cause|none[- ]the)",
    re.IGNORECASE,
)
_VAGUES = frozenset(
    "usually often frequently sometimes occasionally rarely commonly generally may might could"
    " probably typically likely".split()
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


_KNOWN = frozenset(
    """
    I II III IV VI VII VIII IX XI XII AM PM US USA UK EU OK BP HR RR ECG EKG EEG EMG MRI CT PET
    DNA RNA HIV AIDS ICU PCR IV IM SC PO IQ ABO Rh HLA CPR BMI COPD CD NPO OR ED ER AND NOT EXCEPT
    LEAST MOST BEST FIRST COVID SARS IU SI ST QRS QT QTC PR PH TSH LDL HDL CSF GI HCO PCO PO PACO
    PAO SAO SPO FIO NA CL MG CA KCL NACL AST ALT BUN INR PTT APTT PT WBC RBC MCV HB HBA ESR CRP
    VF VT AED ATP GABA IGA IGE IGG IGM MD PHD FDA WHO CDC NIH AHA ACC ACP AAP ASA IL TNF VS TB
    """.split()  # noqa: SIM905 - a list to read, not to count
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


_PEOPLE = r"(?:patient|patients|man|men|woman|women|boy|girl|child|children|male|female|person|people|infant|adult|adults|adolescent)"
_RACE = r"(?:white|black|african[- ]american|african|caucasian|hispanic|latino|latina|asian|oriental|jewish|arab|indian|native american|eskimo|gypsy)"
_LABELS: Mapping[str, str] = {
    r"sicklers?\b": "a patient with sickle cell disease",
    r"(?:drug|substance|alcohol|opioid|heroin|cocaine) abusers?\b": "a person with a substance use disorder",
    r"(?:drug |heroin |cocaine |opioid )?addicts?\b": "a person with a substance use disorder",
    r"junk(?:ie|ies|y)\b": "a person with a substance use disorder",
    r"(?:an|known|chronic|recovering|former) alcoholics?\b(?! (?:hep|ket|liver|cirr|bev|dem|fat|card|neur|pancr|hand|sol|drink|stea|gast|cereb))|\balcoholics\b": "a person with alcohol use disorder",
    r"non-?compliant (?:with|patient|about)|(?:he|she|who|patient) (?:is|was|has been) (?:very )?non-?compliant\b|patient non-?compliance\b|non-?compliance with": "does not take … because …",
    r"frequent flyers?\b": "is often seen in the emergency department",
    r"drug[- ]seek(?:er|ers|ing)\b": "asks for …",
    rf"(?:morbidly )?obese {_PEOPLE}\b": "a patient with obesity",
    rf"(?:diabetic|epileptic|schizophrenic|asthmatic|demented|psychotic|hemophiliac|leprous) {_PEOPLE}\b": "a patient with …",
    r"(?:diabetics|epileptics|schizophrenics|asthmatics|hemophiliacs|lepers|paraplegics|quadriplegics)\b": "patients with …",
    r"mental(?:ly)? retard(?:ed|ation)\b|\bretarded (?:child|boy|girl|man|woman|adult)": "intellectual disability",
    r"wheelchair[- ]bound\b|confined to (?:a|his|her) wheelchair": "uses a wheelchair",
    r"suffer(?:s|ed|ing)? from\b": "has",
    r"(?:stroke|aids|cancer|burn) victims?\b": "a person who has had …",
    r"commit(?:s|ted|ting)? suicide\b": "died by suicide",
    r"the elderly\b": "older adults",
    r"illegal (?:aliens?|immigrants?)\b": "an undocumented immigrant",
    r"prostitutes?\b": "a sex worker",
    r"(?:crippled|handicapped|feeble-?minded|imbecile|lunatic|deaf[- ]mute|mongol(?:oid|ism))\b": "the disability by its name",
    r"(?:dirty|clean) (?:urine|drug (?:screen|test))\b": "a positive, or negative, test",
    rf"(?:\d+|[a-z]+)-(?:year|month|week|day)-old {_RACE} (?:{_PEOPLE}|newborn|teenager)\b|\b(?:an?|the) {_RACE} {_PEOPLE}\b": "the age and sex; race only where it matters, as the patient states it",
    r"(?:caucasians?|oriental (?:man|woman|people|patient))\b": "the group as people name themselves",
}
"""What hurts, and what is said instead."""
_LABEL = re.compile("|".join(rf"\b(?:{one})" for one in _LABELS), re.IGNORECASE)
_LABELLING = frozenset(
    """
    sickler sicklers abuser abusers addict addicts junkie junkies junky alcoholic alcoholics
    noncompliant compliant noncompliance compliance flyer flyers seeker seekers seeking obese
    diabetic diabetics epileptic epileptics schizophrenic schizophrenics asthmatic asthmatics
    demented psychotic hemophiliac hemophiliacs leprous lepers paraplegics quadriplegics
    retarded retardation wheelchair suffer suffers suffered suffering victim victims suicide
    elderly alien aliens immigrant immigrants prostitute prostitutes crippled handicapped
    feebleminded minded imbecile lunatic mute mongoloid mongolism dirty clean white black african
    american caucasian caucasians hispanic latino latina asian oriental jewish arab indian eskimo
    gypsy
    """.split()  # noqa: SIM905 - a list to read, not to count
)
"""A word that each of the patterns above holds."""
_INSTEAD = tuple((re.compile(rf"\b(?:{one})", re.IGNORECASE), say) for one, say in _LABELS.items())


def _label(view: View) -> Iterator[Found]:
    if _LABELLING.isdisjoint(view.all_words):
        return
    for place, text in (*view.before, *view.feedback):
        if found := _LABEL.search(text):
            say = next(say for one, say in _INSTEAD if one.match(found[0]) or one.search(text))
            yield Found(f'"{found[0]}" labels a person. Say: {say}.', place)


_GENERIC: Mapping[str, str] = {
    "Advil": "ibuprofen", "Aleve": "naproxen", "Ambien": "zolpidem", "Ativan": "lorazepam",
    "Augmentin": "amoxicillin", "Bactrim": "trimethoprim", "Benadryl": "diphenhydramine",
    "Brilinta": "ticagrelor", "Celebrex": "celecoxib", "Cipro": "ciprofloxacin",
    "Coumadin": "warfarin", "Cymbalta": "duloxetine", "Decadron": "dexamethasone",
    "Depakote": "valpro", "Dilantin": "phenytoin", "Dilaudid": "hydromorphone",
    "Diprivan": "propofol", "Eliquis": "apixaban", "Entresto": "sacubitril",
    "Farxiga": "dapagliflozin", "Flagyl": "metronidazole", "Flonase": "fluticasone",
    "Haldol": "haloperidol", "Humira": "adalimumab", "Imodium": "loperamide",
    "Januvia": "sitagliptin", "Jardiance": "empagliflozin", "Keppra": "levetiracetam",
    "Keytruda": "pembrolizumab", "Klonopin": "clonazepam", "Lantus": "glargine",
    "Lasix": "furosemide", "Levaquin": "levofloxacin", "Lexapro": "escitalopram",
    "Lipitor": "atorvastatin", "Lovenox": "enoxaparin", "Lyrica": "pregabalin",
    "Mucinex": "guaifenesin", "Narcan": "naloxone", "Neurontin": "gabapentin",
    "Nexium": "esomeprazole", "Norvasc": "amlodipine", "Ofirmev": "acetaminophen",
    "Ozempic": "semaglutide", "Paxlovid": "nirmatrelvir", "Pepcid": "famotidine",
    "Percocet": "oxycodone", "Plavix": "clopidogrel", "Pradaxa": "dabigatran",
    "Prilosec": "omeprazole", "Protonix": "pantoprazole", "Prozac": "fluoxetine",
    "Remicade": "infliximab", "Rocephin": "ceftriaxone", "Seroquel": "quetiapine",
    "Singulair": "montelukast", "Suboxone": "buprenorphine", "Synthroid": "levothyroxine",
    "Tamiflu": "oseltamivir", "Toradol": "ketorolac", "Tylenol": "acetaminophen",
    "Valium": "diazepam", "Versed": "midazolam", "Viagra": "sildenafil", "Xanax": "alprazolam",
    "Xarelto": "rivaroxaban", "Zithromax": "azithromycin", "Zofran": "ondansetron",
    "Zoloft": "sertraline", "Zosyn": "piperacillin", "Zyprexa": "olanzapine",
}  # fmt: skip
_TRADES = frozenset(one.lower() for one in _GENERIC)
_TRADE = re.compile(rf"\b(?:{'|'.join(_GENERIC)})\b|\w+ ?[®™]")
_CREDIT = "Category 1 Credit"


def _trade(view: View) -> Iterator[Found]:
    texts = (*view.before, *view.feedback)
    marked = any("®" in text or "™" in text for _, text in texts)
    if not marked and _TRADES.isdisjoint(view.all_words):
        return
    for place, text in texts:
        for found in _TRADE.finditer(text):
            if text[max(0, found.start() - 20) : found.end()].endswith(f"{_CREDIT}™"):
                continue
            generic = _GENERIC.get(found[0])
            if generic and _beside(text, found, generic):
                continue
            say = f": {generic}" if generic and not generic.endswith("pro") else ""
            yield Found(f'"{found[0]}" is a trade name{say}.', place)
            break


def _beside(text: str, found: re.Match[str], generic: str) -> bool:
    """Whether the generic name stands right before or after, as in "furosemide (Lasix)"."""
    near = 40
    return generic in text[max(0, found.start() - near) : found.end() + near].lower()


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
    ItemRule(
        id="label-for-a-person", number=30, severity="warning",
        title="A word labels or stigmatizes a person, or race stands as a descriptor",
        why=(
            "Such words shape how learners treat patients, and race as a routine first descriptor"
            " teaches it as a cause of disease."
        ),
        source=AMA,
        fix="Name the person first and the condition after.",
        find=_label,
    ),
    ItemRule(
        id="trade-name", number=31, severity="warning",
        title="A trade name, ® or ™",
        why="Education stays free of promotion; generic names are known everywhere.",
        source=f"{ACCME}; {AMA}",
        fix="Use the generic name.",
        find=_trade,
    ),
)  # fmt: skip
