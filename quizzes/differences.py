"""What differs between two forms of an item, in words that a reviewer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.kinds.item import Entry
    from quizzes.models import AnyItem

WORD = {
    "options": "Option", "stems": "Line", "items_in_order": "Step", "statements": "Statement",
}  # fmt: skip
TEXTS = {
    "theme": "Theme", "stem": "Vignette", "lead_in": "Question", "explanation": "Explanation",
    "key_point": "Key point",
}  # fmt: skip
REWRITTEN = 3  # as many words more or less are still the same length


class Difference(NamedTuple):
    """One thing that was changed: what, how in a word or two, and both texts ("" for none)."""

    what: str
    how: str
    before: str
    after: str


def differences(old: AnyItem, new: AnyItem) -> tuple[Difference, ...]:
    """Return everything a physician would notice, the key first; numbers of version aside."""
    return (
        *_type_and_key(old, new),
        *_texts(old, new),
        *(one for name in WORD for one in _lists(name, old, new)),
        *_named("Figure", _figures(old), _figures(new)),
        *_named("Reference", _references(old), _references(new)),
        *_plain("Marking", _scoring(old), _scoring(new)),
        *_plain("Objectives", ", ".join(old.objectives), ", ".join(new.objectives)),
        *_plain("Shared case", _shared(old), _shared(new)),
    )


def _type_and_key(old: AnyItem, new: AnyItem) -> Iterator[Difference]:
    yield from _plain("Type", old.type.replace("_", " "), new.type.replace("_", " "))
    if old.type == new.type and (old.key, old.limit) != (new.key, new.limit):
        yield Difference("Key", "changed", key_in_words(old), key_in_words(new))


def key_in_words(item: AnyItem) -> str:
    """Return the key as the letters of the file and their texts: "B (Give oxygen)"."""
    answer = item.keyed_answer
    texts = {one.id: one.text for ones in item.lists.values() for one in ones}
    if isinstance(answer, dict):
        return "; ".join(f"{texts.get(one, one)}: {_named_id(of)}" for one, of in answer.items())
    ids = [answer] if isinstance(answer, str) else list(answer)
    return ", ".join(f"{_named_id(one)} ({texts[one]})" if one in texts else one for one in ids)


def _named_id(name: str) -> str:
    return name.upper() if len(name) == 1 else name


def _texts(old: AnyItem, new: AnyItem) -> Iterator[Difference]:
    for field, what in TEXTS.items():
        yield from _plain(what, getattr(old, field, None) or "", getattr(new, field, None) or "")


def _lists(name: str, old: AnyItem, new: AnyItem) -> Iterator[Difference]:
    was = {one.id: one for one in old.lists.get(name, ())}
    now = {one.id: one for one in new.lists.get(name, ())}
    for one in dict.fromkeys((*was, *now)):
        what = f"{WORD[name]} {_named_id(one)}"
        yield from _plain(what, _text(was, one), _text(now, one))
        if one in was and one in now:
            before, after = (getattr(each, "rationale", "") for each in (was[one], now[one]))
            yield from _plain(
                f"Rationale of {what[0].lower()}{what[1:]}", before or "", after or ""
            )


def _text(entries: Mapping[str, Entry], name: str) -> str:
    return entries[name].text if name in entries else ""


def _figures(item: AnyItem) -> dict[str, str]:
    """Return each figure by its id, told by its words and by the beginning of its digest."""
    shown = (*(item.shared.media if item.shared else ()), *item.media)
    return {
        one.id: "; ".join(part for part in (one.caption, one.alt, (one.digest or "")[:8]) if part)
        for one in shown
    }


def _references(item: AnyItem) -> dict[str, str]:
    return {one.id: f"{one.cite} {one.link or ''}".strip() for one in item.references}


def _named(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for one in dict.fromkeys((*old, *new)):
        yield from _plain(f"{what} {one}", old.get(one, ""), new.get(one, ""))


def _scoring(item: AnyItem) -> str:
    return f"{item.scoring.method}, {item.scoring.points} points"


def _shared(item: AnyItem) -> str:
    return item.shared.stem if item.shared else ""


def _plain(what: str, before: str, after: str) -> Iterator[Difference]:
    if before.strip() != after.strip():
        yield Difference(what, _how(before, after), before, after)


def _how(before: str, after: str) -> str:
    if not before.strip():
        return "added"
    if not after.strip():
        return "taken out"
    longer = len(after.split()) - len(before.split())
    if abs(longer) <= REWRITTEN:
        return "changed"
    return "lengthened" if longer > 0 else "shortened"
