"""Commands about what is published."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import place
from commands.app import PROBLEMS, As, Bank, Json, app
from commands.saying import print_json, print_problems
from quizzes.counted import count

if TYPE_CHECKING:
    from workflows.content.editions import Published


@app.command()
def publish(
    bank_dir: Bank,
    *,
    renew: Annotated[bool, typer.Option(help="Open a new accreditation period.")] = False,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Freeze a bank as an edition of its activity."""
    from workflows.content import publish as publishing

    try:
        done = publishing.publish(place.office(place.service(), person), bank_dir, renew=renew)
    except publishing.TermsChanged as changed:
        print(f"{changed} Here that is --renew.", file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    if isinstance(done, publishing.NotPublished):
        print_problems(done.problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    if as_json:
        print_json(asdict(done))
        return
    what = "Published" if done.created else "Already published:"
    print(f"{what} edition {done.number} of {done.key}, {count(done.items, 'question')}.")
    print(f"SHA-256 {done.sha256}")


@app.command()
def activities(*, as_json: Json = False) -> None:
    """List activities and their editions."""
    from workflows.content.editions import editions
    from workflows.content.terms import told
    from workflows.people.session import system

    found = editions(system(place.service()))
    if as_json:
        print_json({"activities": [_activity(one) for one in found]})
        return
    for one in found:
        print(f"{one.key}  {one.title}")
        for field, said in told(one.terms).items():
            print(f"  {field}: {said}")
        for edition in one.editions:
            held = count(edition.items, "question")
            print(f"  edition {edition.number}  {held}  {edition.sha256}")
    if not found:
        print("Nothing is published yet.")


def _activity(one: Published) -> dict[str, Any]:
    terms = one.terms.model_dump(mode="json")
    return asdict(one) | {"terms": terms}
