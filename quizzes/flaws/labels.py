"""Words for people and drugs: labels that hurt, and trade names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import ACCME, AMA
from quizzes.flaws.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.flaws.view import View

_PEOPLE = (
    r"(?:patient|patients|man|men|woman|women|boy|girl|child|children|male|female|person|people"
    r"|infant|adult|adults|adolescent|newborn|teenager)"
)
_RACE = (
    r"(?:white|black|african[- ]american|african|caucasian|hispanic|latino|latina|asian|oriental"
    r"|jewish|arab|indian|native american|eskimo|gypsy)"
)
_NO_PERSON = r"(?:hep|ket|liver|cirr|bev|dem|fat|card|neur|pancr|hand|sol|drink|stea|gast|cereb)"
_USES = "a person with a substance use disorder"
_LABELS: Mapping[str, str] = {
    r"sicklers?\b": "a patient with sickle cell disease",
    r"(?:drug|substance|alcohol|opioid|heroin|cocaine) abusers?\b": _USES,
    r"(?:drug |heroin |cocaine |opioid )?addicts?\b": _USES,
    r"junk(?:ie|ies|y)\b": _USES,
    rf"(?:an|known|chronic|recovering|former) alcoholics?\b(?! {_NO_PERSON})|\balcoholics\b": (
        "a person with alcohol use disorder"
    ),
    r"non-?compliant (?:with|patient|about)|non-?compliance with|patient non-?compliance\b"
    r"|(?:he|she|who|patient) (?:is|was|has been) (?:very )?non-?compliant\b": (
        "what is not taken or done, and why"
    ),
    r"frequent flyers?\b": "is often seen in the emergency department",
    r"drug[- ]seek(?:er|ers|ing)\b": "what the person asks for",
    rf"(?:morbidly )?obese {_PEOPLE}\b": "a patient with obesity",
    r"(?:diabetic|epileptic|schizophrenic|asthmatic|demented|psychotic|hemophiliac|leprous)"
    rf" {_PEOPLE}\b": "a patient with the disease",
    r"(?:diabetics|epileptics|schizophrenics|asthmatics|hemophiliacs|lepers|paraplegics"
    r"|quadriplegics)\b": "patients with the disease",
    r"mental(?:ly)? retard(?:ed|ation)\b|\bretarded (?:child|boy|girl|man|woman|adult)": (
        "intellectual disability"
    ),
    r"wheelchair[- ]bound\b|confined to (?:a|his|her) wheelchair": "uses a wheelchair",
    r"suffer(?:s|ed|ing)? from\b": "has",
    r"(?:stroke|aids|cancer|burn) victims?\b": "a person who has had it",
    r"commit(?:s|ted|ting)? suicide\b": "died by suicide",
    r"the elderly\b": "older adults",
    r"illegal (?:aliens?|immigrants?)\b": "an undocumented immigrant",
    r"prostitutes?\b": "a sex worker",
    r"(?:crippled|handicapped|feeble-?minded|imbecile|lunatic|deaf[- ]mute|mongol(?:oid|ism))\b": (
        "the disability by its name"
    ),
    r"(?:dirty|clean) (?:urine|drug (?:screen|test))\b": "a positive, or negative, test",
    rf"(?:\d+|[a-z]+)-(?:year|month|week|day)-old {_RACE} {_PEOPLE}\b"
    rf"|\b(?:an?|the) {_RACE} {_PEOPLE}\b": (
        "age and sex; race only where it matters, as the patient states it"
    ),
    r"(?:caucasians?|oriental (?:man|woman|people|patient))\b": (
        "the group as people name themselves"
    ),
}
"""What hurts, and what is said instead."""
_LABEL = re.compile("|".join(rf"\b(?:{one})" for one in _LABELS), re.IGNORECASE)
_LABELLING = word_set(
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
    """
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
