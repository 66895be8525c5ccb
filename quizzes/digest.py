"""Digests: of an item as a physician sees it and as it is marked, and of an activity as a whole."""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from quizzes.kinds.item import BODY
from quizzes.models import ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.kinds.item import Scoring
    from quizzes.kinds.media import Media
    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import Activity, AnyItem

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def frozen(
    item: AnyItem,
    media: Mapping[str, str],
    default_scoring: Mapping[str, str] = _NOTHING,
    stimuli: Mapping[str, Stimulus] = _NOTHING,
) -> AnyItem:
    """Return the item as publication keeps it: only its body, and every figure by its digest.

    `media` gives the digest of each figure's file, `default_scoring` the activity's marking rules
    by item type, `stimuli` what several items share: each takes its own copy along. Marks of the
    work on the item (alt text reviewed, reference superseded) are set to their plain values: they
    change nothing that a physician sees.
    """
    fields = {name: getattr(item, name) for name in BODY if name in type(item).model_fields}
    fields["media"] = tuple(_by_digest(one, media[one.file]) for one in item.media)
    fields["shared"] = _shared(item, stimuli, media)
    fields["scoring"] = _resolved(item, default_scoring)
    fields["references"] = tuple(
        one.model_copy(update={"superseded": False}) for one in item.references
    )
    return ITEM.validate_python(fields)


def body(item: AnyItem) -> str:
    """Return the item's body as canonical JSON: sorted keys, no spaces, nothing that is empty."""
    values = item.model_dump(mode="json", include=set(BODY), exclude_none=True)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(item: AnyItem) -> str:
    """Return the SHA-256 of a frozen item's body, in hexadecimal."""
    return hashlib.sha256(body(item).encode()).hexdigest()


def activity_body(activity: Activity) -> str:
    """Return what is approved of an activity as canonical JSON.

    Its status is no part of it, nor what people disclosed: that is renewed while it runs, and
    decided on by itself.
    """
    values = activity.model_dump(
        mode="json",
        exclude={"status": True, "faculty": {"__all__": {"disclosure": True}}},
        exclude_defaults=True,
    )
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def activity_digest(activity: Activity) -> str:
    """Return the SHA-256 of what is approved of an activity, in hexadecimal."""
    return hashlib.sha256(activity_body(activity).encode()).hexdigest()


def _by_digest(figure: Media, digest_of_file: str) -> Media:
    # Where the file lay is not what a physician sees; what it held is.
    return figure.model_copy(
        update={"file": digest_of_file, "digest": digest_of_file, "alt_reviewed": True}
    )


def _shared(
    item: AnyItem, stimuli: Mapping[str, Stimulus], media: Mapping[str, str]
) -> Stimulus | None:
    if item.stimulus is None:
        return None
    found = stimuli[item.stimulus]
    figures = tuple(_by_digest(one, media[one.file]) for one in found.media)
    return found.model_copy(update={"media": figures})


def _resolved(item: AnyItem, default_scoring: Mapping[str, str]) -> Scoring:
    method = item.scoring.method or default_scoring.get(item.type) or item.methods[0]
    return item.scoring.model_copy(update={"method": method})
