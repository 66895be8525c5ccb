"""Item files as an author writes them: new ones from fields, old ones with their comments kept."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDER = (
    "id", "type", "version", "revision", "status", "objectives", "blueprint", "boards",
    "difficulty", "authors", "stimulus", "part", "stem", "media", "theme", "lead_in", "select",
    "shuffle", "options", "stems", "items_in_order", "statements", "answer", "scoring",
    "explanation", "key_point", "references", "reviews", "review_due", "history", "waivers",
    "variant_of", "origin",
)  # fmt: skip
"""How the fields of an item follow each other in its file."""

HEAD = "# yaml-language-server: $schema=../../../schema/item.schema.json\n"
ACTIVITY_HEAD = "# yaml-language-server: $schema=../../schema/activity.schema.json\n"
_WIDTH = 96
_BLOCKS = frozenset({"stem", "explanation"})
"""Fields that hold Markdown with lines of its own: always below a |."""
_PLAIN = re.compile(r"[A-Za-z(][^\n]*")
_ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#|^---")
_IN_FLOW = re.compile(r"[,\[\]{}\"']")
_WORDS_OF_YAML = frozenset(
    "true false null yes no on off y n".split()  # noqa: SIM905 - reads as what it is
)


def item_text(fields: Mapping[str, object]) -> str:
    """Return the file of a new item."""
    return HEAD + "".join(_field(name, fields[name], "") for name in in_order(fields))


def activity_text(fields: Mapping[str, object]) -> str:
    """Return the activity.yaml of a new bank, its fields in the order in which they are given."""
    return ACTIVITY_HEAD + "".join(_field(name, one, "") for name, one in fields.items())


def in_order(fields: Mapping[str, object]) -> list[str]:
    """Return the names of fields in the order in which a file has them."""
    place = {name: number for number, name in enumerate(ORDER)}
    return sorted(fields, key=lambda name: place.get(name, len(ORDER)))


def changed_text(text: str, fields: Mapping[str, object]) -> str:
    """Return the file of an item with other fields; comments, order and what is equal stay."""
    yaml = _yaml()
    document = yaml.load(text)
    _change(document, fields)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def reviewed_text(text: str, status: str, review: Mapping[str, str]) -> str:
    """Return the file of an item with one more verdict and the status that follows from it."""
    yaml = _yaml()
    document = yaml.load(text)
    document["status"] = status
    one = CommentedMap(review)
    one.fa.set_flow_style()
    if document.get("reviews"):
        document["reviews"].append(one)
    elif "reviews" in document:
        document["reviews"] = [one]
    else:
        document.insert(_position(document, "reviews"), "reviews", [one])
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


class _AsWritten(RoundTripRepresenter):
    """Writes null where an author wrote null, instead of nothing."""


_AsWritten.add_representer(
    type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:null", "null")
)


def _yaml() -> YAML:
    """Return what reads a file and writes it again as its author wrote it."""
    yaml = YAML()
    yaml.Representer = _AsWritten
    yaml.width, yaml.preserve_quotes = 4096, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _field(name: str, value: object, indent: str) -> str:
    if isinstance(value, str):
        return f"{indent}{name}: {_text(value, indent, block=name in _BLOCKS)}\n"
    if isinstance(value, bool | int):
        return f"{indent}{name}: {json.dumps(value)}\n"
    if isinstance(value, Mapping):
        inside = "".join(_field(key, one, f"{indent}  ") for key, one in value.items())
        return f"{indent}{name}:\n{inside}" if inside else f"{indent}{name}: {{}}\n"
    if isinstance(value, Sequence):
        return f"{indent}{name}:{_list(value, indent)}"
    return f"{indent}{name}: null\n"


def _list(values: Sequence[Any], indent: str) -> str:
    if not any(isinstance(one, Mapping) for one in values):
        return f" [{', '.join(_word(one) for one in values)}]\n"
    return "\n" + "".join(_element(one, indent) for one in values)


def _element(value: Mapping[str, object], indent: str) -> str:
    lines = "".join(_field(name, one, f"{indent}    ") for name, one in value.items())
    return f"{indent}  - {lines[len(indent) + 4 :]}"


def _word(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _is_plain(value) and not _IN_FLOW.search(value) else _quoted(value)


def _text(text: str, indent: str, *, block: bool) -> str:
    text = text.strip()
    if "\n" in text or (block and text):
        lines = text.split("\n")
        return "|\n" + "\n".join(f"{indent}  {one}" if one.strip() else "" for one in lines)
    if len(text) > _WIDTH and "  " not in text and "\t" not in text:
        return ">-\n" + "\n".join(f"{indent}  {one}" for one in _wrapped(text))
    return text if _is_plain(text) else _quoted(text)


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= _WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _is_plain(text: str) -> bool:
    """Whether text means itself to YAML without quotes."""
    simple = _PLAIN.fullmatch(text) and not _ENDS_PLAIN.search(text)
    return bool(simple) and text.casefold() not in _WORDS_OF_YAML and not text.endswith(" ")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _change(old: Any, new: Mapping[str, object]) -> None:  # noqa: ANN401 - ruamel has no types
    for name in [one for one in old if one not in new]:
        del old[name]
    for name in in_order(new):
        if name not in old:
            old.insert(_position(old, name), name, _node(new[name], name))
        elif not _same(old[name], new[name]):
            _change_value(old, name, new[name])


def _change_value(old: Any, name: str, value: Any) -> None:  # noqa: ANN401 - ruamel's
    was = old[name]
    if isinstance(was, CommentedMap) and isinstance(value, Mapping):
        _change(was, value)
    elif _has_ids(was) and _has_ids(value):
        _change_list(was, value)
    elif _is_list(was) and _is_list(value) and any(isinstance(one, Mapping) for one in value):
        _change_elements(was, value)
    elif type(was) is date and isinstance(value, str):
        old[name] = _day(value) or value  # a day, without the quotes that a text would get
    else:
        old[name] = _node(value, name)


def _day(text: str) -> date | None:
    """Return the day that a text is in the form that files have, if it is one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def _change_elements(old: Any, new: Any) -> None:  # noqa: ANN401 - ruamel's
    """Change a list whose elements have no ids: what is equal keeps the form it has."""
    left = list(old)
    elements = []
    for element in new:
        at = next((number for number, one in enumerate(left) if _same(one, element)), None)
        elements.append(_node(element) if at is None else left.pop(at))
    old[:] = elements


def _change_list(old: Any, new: Any) -> None:  # noqa: ANN401 - ruamel's
    """Change a list whose elements have ids, element by element."""
    known = {one["id"]: one for one in old}
    for element in new:
        if element["id"] in known:
            _change(known[element["id"]], element)
    elements = [known.get(one["id"]) or _node(one) for one in new]
    if [one["id"] for one in elements] != [one["id"] for one in old]:
        old[:] = elements


def _has_ids(value: Any) -> bool:  # noqa: ANN401 - any field of a file
    return _is_list(value) and all(isinstance(one, Mapping) and "id" in one for one in value)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _position(old: Mapping[str, object], name: str) -> int:
    """Return where a new field goes: behind the last one that comes before it in ORDER."""
    order = in_order({**dict.fromkeys(old), name: None})
    before = set(order[: order.index(name)])
    return max((n + 1 for n, one in enumerate(old) if one in before), default=len(old))


def _node(value: object, name: str = "") -> Any:  # noqa: ANN401 - ruamel's
    if isinstance(value, str):
        block = "\n" in value.strip() or name in _BLOCKS
        return LiteralScalarString(value.strip() + "\n") if block else value
    if isinstance(value, Mapping):
        return CommentedMap((key, _node(one, key)) for key, one in value.items())
    if isinstance(value, Sequence):
        return [_node(one) for one in value]
    return value


def _same(old: object, new: object) -> bool:
    """Whether two values mean the same: blanks at the ends of a text mean nothing."""
    if isinstance(old, date):  # ruamel reads 2026-12-01 as a date, bank files as text
        return old.isoformat() == new
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() == new.strip()
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return list(old) == list(new) and all(_same(old[one], new[one]) for one in new)
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        return len(old) == len(new) and all(map(_same, old, new))
    return type(old) is type(new) and old == new
