"""The command line: one thin command for each act or view of an operator and of the office.

A command imports the database's side itself: an author's `check` starts in half the time.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import settings as configuration
from credit.calendar import local_day
from quizzes.bank import folders
from quizzes.checking import check as check_banks
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.formats.foreign import Paper, Rejected, Written
    from quizzes.models import CreditBasis
    from quizzes.problem import Problem
    from workflows.act import Actor
    from workflows.content.editions import Published
    from workflows.operations.doctor import Examined
    from workflows.service import Service

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
PROBLEMS, WRONG_USE = 1, 2
MOST_ANSWER = 100_000  # characters
MOST_LISTED = 50  # people under one reason

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
As = Annotated[str | None, typer.Option("--as", help="E-mail address of the person who acts.")]
Bank = Annotated[Path, typer.Argument(help="A bank folder.", exists=True, file_okay=False)]
Banks = Annotated[
    list[Path] | None,
    typer.Argument(help="Bank folders; none: all.", exists=True, file_okay=False),
]


@app.command()
def check(
    bank_dirs: Banks = None,
    *,
    strict: Annotated[bool, typer.Option(help="Warnings count as errors.")] = False,
    as_json: Json = False,
) -> None:
    """Read and check banks: every fault of every file in one pass."""
    chosen = _settings()
    today = local_day(_now(), chosen.zone)
    found = check_banks(
        tuple(bank_dirs or folders(chosen.banks)),
        today,
        chosen.banks / "provider.yaml",
        chosen.forms,
    )
    counting = {"error", "warning"} if strict else {"error"}
    _report(found, as_json=as_json)
    raise typer.Exit(PROBLEMS if any(one.severity in counting for one in found) else 0)


@app.command()
def explain(
    bank_dir: Bank,
    *,
    difficulty: Annotated[
        str | None, typer.Option(help="1 very easy to 5 very hard; else credit_basis.")
    ] = None,
    rounding: Annotated[
        str | None, typer.Option(help="Of the estimate: down or nearest; else credit_basis.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what a bank gives at each board, under which rule, and what its credit rests on."""
    from credit.explained import explained
    from quizzes.reading import read_bank

    bank, problems = read_bank(bank_dir)
    if bank is None:
        _report(problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    found = explained(bank, _basis(bank.activity.planning.credit_basis, difficulty, rounding))
    if as_json:
        _print_json(found.as_data())
    else:
        _print_lines("", found.lines())
    raise typer.Exit(0 if found.eligible else PROBLEMS)


@app.command("import")
def import_(
    file: Annotated[
        Path | None, typer.Argument(help="The file.", exists=True, dir_okay=False)
    ] = None,
    *,
    into: Annotated[Path, typer.Option(help="The bank folder; a new one is begun.")],
    format_name: Annotated[
        str, typer.Option("--format", help="auto, or a format's name.")
    ] = "auto",
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back.")] = False,
    as_json: Json = False,
) -> None:
    """Bring questions from a file into a bank, as drafts: all or nothing."""
    from quizzes.formats.all import readable

    if undo == (file is not None):
        _wrong_use("Name a file, or write --undo to take the last import back.")
    if into.exists() and not into.is_dir():
        _wrong_use(f"{into} is no folder.")
    known = ["auto", *(one.name for one in readable())]
    if format_name not in known:
        _wrong_use(f'"{format_name}" is no format that can be read. Known: {", ".join(known)}.')
    if file is None:
        _undo_import(into, as_json=as_json)
    else:
        _import(file, into, format_name, as_json=as_json)


@app.command()
def score(
    item_file: Annotated[Path, typer.Argument(help="An item's file.", exists=True, dir_okay=False)],
    answer: Annotated[str, typer.Argument(help="JSON; - for standard input, @FILE for a file.")],
    *,
    rule: Annotated[str | None, typer.Option(help="Marking rule; else the item's.")] = None,
    as_json: Json = False,
) -> None:
    """Mark one answer to an item, and print the marks as JSON."""
    from quizzes.answer import NotJson, typed_answer
    from quizzes.reading import default_scoring, read_item
    from scoring.marking import NotAnAnswer, UnknownMethod, known, method_of
    from scoring.report import report

    item, problems = read_item(item_file)
    if item is None:
        _report(problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    try:
        method = known(item, rule) if rule else method_of(item, default_scoring(item_file))
        _print_json(report(item, typed_answer(_given(answer)), method))
    except (NotJson, NotAnAnswer, UnknownMethod) as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(WRONG_USE) from None


@app.command("export")
def export_(
    bank_dir: Bank,
    *,
    format_name: Annotated[str, typer.Option("--format", help="A format's name, or pdf.")],
    out: Annotated[Path, typer.Option(help="The file to write.", dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Write a bank's questions into a file for other programs, or on paper (pdf, docx)."""
    from quizzes.exporting import paper_of
    from quizzes.formats.all import writable

    writers = {one.name: one.write for one in writable() if one.write}
    if format_name not in {*writers, "pdf"}:
        known = ", ".join(sorted([*writers, "pdf"]))
        _wrong_use(f'"{format_name}" is no format that can be written. Known: {known}.')
    paper, unread = paper_of(bank_dir)
    written = writers.get(format_name, _as_pdf)(paper)
    rejected = (*unread, *written.left_out)
    left = {one.origin for one in written.left_out}
    exported = [{"id": one.id, "type": one.type} for one in paper.items if one.id not in left]
    _write_out(out, written.content)
    found = len(paper.items) + len(unread)
    _report_exchange(found, "exported", exported, rejected, written.warnings, as_json=as_json)


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="The .xlsx or .csv file to write.", dir_okay=False)],
) -> None:
    """Write an empty template, with help and examples, to type questions into."""
    from quizzes.formats import comma_separated, excel

    makers = {".xlsx": excel.template, ".csv": comma_separated.template}
    if out.suffix.lower() not in makers:
        _wrong_use("Name a file that ends with .xlsx or .csv.")
    _write_out(out, makers[out.suffix.lower()]())
    print(f"Written: {out}")


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
        done = publishing.publish(_office(_service(), person), bank_dir, renew=renew)
    except publishing.TermsChanged as changed:
        print(f"{changed} Here that is --renew.", file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    if isinstance(done, publishing.NotPublished):
        _report(done.problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    if as_json:
        _print_json(asdict(done))
        return
    what = "Published" if done.created else "Already published:"
    print(f"{what} edition {done.number} of {done.key}, {_count(done.items, 'question')}.")
    print(f"SHA-256 {done.sha256}")


@app.command()
def activities(*, as_json: Json = False) -> None:
    """List activities and their editions."""
    from workflows.content.editions import editions
    from workflows.content.terms import told
    from workflows.people.session import system

    found = editions(system(_service()))
    if as_json:
        _print_json({"activities": [_activity(one) for one in found]})
        return
    for one in found:
        print(f"{one.key}  {one.title}")
        for field, said in told(one.terms).items():
            print(f"  {field}: {said}")
        for edition in one.editions:
            held = _count(edition.items, "question")
            print(f"  edition {edition.number}  {held}  {edition.sha256}")
    if not found:
        print("Nothing is published yet.")


@app.command()
def migrate() -> None:
    """Bring the database's tables and triggers to the present."""
    _service()
    print("The database is up to date.")


@app.command()
def settle() -> None:
    """Close every attempt whose time ran out."""
    from workflows.attempts.settle import settle_all
    from workflows.people.session import system

    print(f"Settled: {_count(settle_all(system(_service())), 'attempt')}.")


@app.command()
def doctor(*, as_json: Json = False) -> None:
    """Examine the whole database; on a large one it takes a while and says what it does."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    found = examination.doctor(system(_service(bring_up=False)), _say_check)
    if as_json:
        _print_json(_findings(found))
    else:
        _print_findings(found)
    raise typer.Exit(PROBLEMS if any(one.findings for one in found) else 0)


@app.command("verify-log")
def verify_log(*, as_json: Json = False) -> None:
    """Prove the log: its chain of hashes, and every record it sealed; print its head."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    head, found = examination.verify_log(system(_service(bring_up=False)), _say_check)
    if as_json:
        _print_json({"head": head, **_findings(found)})
    else:
        _print_findings(found)
        print(f"Head {head}")
    raise typer.Exit(PROBLEMS if any(one.findings for one in found) else 0)


@app.command()
def schema(
    *, check_only: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False
) -> None:
    """Write the JSON Schemas that editors use, from the models."""
    from quizzes import schema as schemas

    stale = schemas.stale()
    if not check_only:
        schemas.write()
    for one in stale:
        print(f"{'Stale' if check_only else 'Written'}: {one}")
    raise typer.Exit(PROBLEMS if check_only and stale else 0)


@app.command()
def flaws(
    *, check_only: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False
) -> None:
    """Measure the rules of item writing on the labelled set, and write docs/checker.md."""
    from quizzes.flaws.page import page

    text = page(configuration.ROOT / "tests" / "quizzes" / "flaws")
    _renew(configuration.ROOT / "docs" / "checker.md", text, check_only=check_only)


@app.command()
def boards(
    *, check_only: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False
) -> None:
    """Write what docs/credit.md says of the boards, from their files."""
    from credit.boards import load
    from credit.page import page

    path = configuration.ROOT / "docs" / "credit.md"
    text = page(path.read_text(encoding="utf-8"), load())
    _renew(path, text, check_only=check_only)


pars = typer.Typer(no_args_is_help=True, help="Batches to PARS, and its answers.")
app.add_typer(pars, name="pars")
Activity = Annotated[str | None, typer.Option(help="Only this activity, by its key.")]


@pars.command("queue")
def pars_queue(*, person: As = None, as_json: Json = False) -> None:
    """Queue what is claimed and has no record yet, as in a database from an earlier version."""
    from workflows.pars.queue import repair

    queued = repair(_office(_service(), person))
    if as_json:
        _print_json({"queued": queued})
    else:
        print(f"Queued: {_count(queued, 'completion')}.")


@pars.command("preview")
def pars_preview(*, activity: Activity = None, person: As = None, as_json: Json = False) -> None:
    """Say what would go to PARS now, and what is left out: why, and who can put it right."""
    from workflows.pars.preview import preview

    found = preview(_office(_service(), person), activity, sys.maxsize if as_json else MOST_LISTED)
    if as_json:
        _print_json(asdict(found))
        return
    late = f"{found.clock.overdue} overdue, {found.clock.due_in_7} due within 7 days"
    print(f"{_count(found.goes, 'record')} of {found.people} people can go; {late}.")
    for reason in found.reasons:
        print(f"{reason.title}: {reason.count}")
        for one in reason.first:
            print(f"  {one.name}, {one.title}, {one.to}: {one.why} {one.fix}")


@pars.command("export")
def pars_export(  # noqa: PLR0913 - one argument for each option
    *,
    out: Annotated[Path, typer.Option(help="The file to write.", dir_okay=False)],
    form: Annotated[str, typer.Option("--format", help="excel, tab, xml or json.")] = "excel",
    batch: Annotated[str | None, typer.Option(help="Write this batch again.")] = None,
    activity: Activity = None,
    limit: Annotated[int, typer.Option(help="Most records.")] = 10_000,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Make a batch of what can go to PARS now, and write its file; or write a batch again."""
    from workflows.pars.batch import make
    from workflows.pars.export import export
    from workflows.pars.preview import newest

    actor = _office(_service(), person)
    chosen = batch or make(actor, form, after=newest(actor), activity=activity, limit=limit).batch
    file = export(actor, chosen)
    try:
        with out.open("wb") as opened:
            opened.writelines(file.parts)
    except OSError as error:
        _wrong_use(f"{out} cannot be written: {error.strerror}. The batch is {chosen}.")
    if as_json:
        _print_json({"batch": chosen, "file": str(out), "name": file.name})
    else:
        print(f"Written: {out}, batch {chosen}. Mark it as sent when it is in PARS.")


@pars.command("import-response")
def pars_import_response(
    file: Annotated[Path, typer.Argument(help="PARS' answers.", exists=True, dir_okay=False)],
    *,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Take in PARS' answers from CSV or Excel; the same file again changes nothing."""
    from workflows.pars.answers import take

    try:
        content = file.read_bytes()
    except OSError as error:
        _wrong_use(f"{file} cannot be read: {error.strerror}.")
    taken = take(_office(_service(), person), content)
    if as_json:
        _print_json(asdict(taken))
    else:
        print(
            f"{taken.accepted} accepted, {taken.rejected} rejected, {taken.pending} pending,"
            f" {taken.unchanged} unchanged."
        )
        for title, rows in (("For staff", taken.contradictory), ("Refused", taken.refused)):
            _print_lines(f"{title}: ", [f"row {one.row}: {one.said}" for one in rows])
        _print_lines("Note: ", taken.notes)
    raise typer.Exit(PROBLEMS if taken.refused or taken.contradictory else 0)


@app.command()
def demo() -> None:
    """Fill the database with people, editions, attempts and claims to look at."""
    from workflows.operations import demonstration

    _print_lines("", demonstration.fill(_service()))


def _renew(path: Path, text: str, *, check_only: bool) -> NoReturn:
    """Write a page that is made from data, or only say that it is stale."""
    stale = not path.is_file() or path.read_text(encoding="utf-8") != text
    if stale and not check_only:
        path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'Stale' if check_only else 'Written'}: {path}")
    raise typer.Exit(PROBLEMS if check_only and stale else 0)


def _basis(
    own: CreditBasis | None, difficulty: str | None, rounding: str | None
) -> CreditBasis | None:
    """Return what an estimate rests on: what the bank says, changed by what was asked for."""
    from pydantic import ValidationError

    from quizzes.models import CreditBasis

    before = own.model_dump() if own else {"method": "mergener"}
    changes = {"rounding": rounding} if rounding is not None else {}
    if difficulty is not None:
        changes |= {"method": "mergener", "difficulty": difficulty}
    try:
        return CreditBasis.model_validate({**before, **changes}) if changes else own
    except ValidationError:
        _wrong_use("Write a difficulty of 1 (very easy) to 5 (very hard), and down or nearest.")


def _import(file: Path, into: Path, format_name: str, *, as_json: bool) -> None:
    from quizzes.formats.foreign import MAX_BYTES, UnreadableError
    from quizzes.importing.preview import preview
    from quizzes.importing.take import StaleError, take

    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        seen = preview(content, file.name, into, format_name)
        taken = take(seen)
    except (UnreadableError, StaleError, OSError) as error:
        if as_json:
            _print_json({**_nothing, "error": str(error)})
        print(error, file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    imported = [{"id": one.id, "type": one.type, "change": one.change} for one in taken]
    _report_exchange(
        seen.found, "imported", imported, seen.rejected, seen.warnings, as_json=as_json
    )


def _as_pdf(paper: Paper) -> Written:
    from documents.question_paper import question_paper_pdf
    from quizzes.formats.foreign import Written

    content, lost = question_paper_pdf(paper)
    return Written(content, (), lost)


def _write_out(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        _wrong_use(f"{out} cannot be written: {error.strerror}.")


def _undo_import(bank_dir: Path, *, as_json: bool) -> None:
    from quizzes.importing.take import NothingToUndoError, StaleError, undo

    try:
        files = undo(bank_dir)
    except (NothingToUndoError, StaleError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    if as_json:
        _print_json({"undone": files})
    else:
        print(f"The last import was taken back: {len(files)} files are as before.")


_nothing: dict[str, Any] = {"found": 0, "imported": [], "rejected": [], "warnings": []}


def _report_exchange(  # noqa: PLR0913 - one argument for each part of the report
    found: int,
    done: str,
    items: Sequence[dict[str, str]],
    rejected: Sequence[Rejected],
    warnings: Sequence[str],
    *,
    as_json: bool,
) -> None:
    """Print what became of each question; end with 1 where one was rejected."""
    if as_json:
        refused = [{"id": one.origin or one.place, "reason": _reason(one)} for one in rejected]
        said = {"found": found, done: items, "rejected": refused, "warnings": warnings}
        _print_json(said)
    else:
        counts = Counter(one.get("change", done) for one in items)
        _print_lines("", [f"{number} {change}" for change, number in counts.items()])
        _print_lines("Rejected: ", [_reason(one) for one in rejected])
        _print_lines("Note: ", warnings)
        print(f"{found} questions, {len(items)} of them {done}, {len(rejected)} rejected.")
    raise typer.Exit(PROBLEMS if rejected else 0)


def _reason(one: Rejected) -> str:
    return f"{one.place}: {one.reason}"


def _wrong_use(said: str) -> NoReturn:
    print(said, file=sys.stderr)
    raise typer.Exit(WRONG_USE)


def run() -> None:
    """Run one command; what was refused is one sentence on standard error."""
    try:
        app()
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(PROBLEMS)
    except configuration.SettingsRefused as refused:
        print(refused, file=sys.stderr)
        sys.exit(WRONG_USE)


def _given(answer: str) -> str:
    """Return an answer as it was typed, piped in, or written in a file."""
    try:
        if answer == "-":
            return sys.stdin.read(MOST_ANSWER)
        if answer.startswith("@"):
            with Path(answer[1:]).open(encoding="utf-8-sig") as file:
                return file.read(MOST_ANSWER)
    except OSError as error:
        print(f"{answer[1:]} cannot be read: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(WRONG_USE) from None
    except UnicodeDecodeError:
        print("The answer is no UTF-8 text.", file=sys.stderr)
        raise typer.Exit(WRONG_USE) from None
    return answer


def _now() -> datetime:
    return datetime.now(UTC)


def _settings() -> configuration.Settings:
    return configuration.read(os.environ)


def _service(*, bring_up: bool = True) -> Service:
    from storage import migrate as migrations
    from storage.connect import Unreachable, connect, make_place, require_reachable
    from workflows.service import Service

    chosen = _settings()
    engine = connect(chosen.database_url)
    if bring_up:
        make_place(engine)
    elif engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        print(
            f"There is no database {engine.url.database} yet: run manage.py migrate.",
            file=sys.stderr,
        )
        raise typer.Exit(PROBLEMS)
    try:
        require_reachable(engine)
    except Unreachable as unreachable:
        raise configuration.SettingsRefused(str(unreachable)) from None
    if bring_up:
        migrations.migrate(engine)
    return Service(engine, chosen, _now)


def _office(service: Service, email: str | None) -> Actor:
    """Return who acts: the person named, or in the demonstration its education specialist."""
    from workflows.operations import demonstration
    from workflows.people.named import named

    if email is not None:
        return named(service, email)
    if not service.settings.demo:
        print("Name the person who publishes: --as EMAIL.", file=sys.stderr)
        raise typer.Exit(WRONG_USE)
    return demonstration.office(service)


def _report(problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        _print_json({"problems": [asdict(one) for one in problems]})
        return
    for _file, group in groupby(problems, key=lambda one: one.file):
        for one in group:
            line = f"{one.file}:{one.line or 1}  {one.severity}  {one.message}  {one.fix}"
            print(_printable(line))
        print()
    counts = {kind: sum(one.severity == kind for one in problems) for kind in _SEVERITIES}
    said = ", ".join(_count(number, kind) for kind, number in counts.items())
    print(said if problems else "No problems.")


_SEVERITIES = ("error", "warning", "info")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _activity(one: Published) -> dict[str, Any]:
    terms = one.terms.model_dump(mode="json")
    return asdict(one) | {"terms": terms}


def _say_check(name: str) -> None:
    print(f"Examining: {name} …", file=sys.stderr, flush=True)


def _findings(found: Iterable[Examined]) -> dict[str, Any]:
    return {one.about: [asdict(each) for each in one.findings] for one in found}


def _print_findings(found: Iterable[Examined]) -> None:
    for one in found:
        print(f"{one.about}: {'in order' if not one.findings else 'NOT IN ORDER'}")
        _print_lines("  ", (str(each) for each in one.findings))


def _print_json(value: Mapping[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, default=_text))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _print_lines(indent: str, lines: Iterable[str]) -> None:
    for line in lines:
        print(f"{indent}{_printable(line)}")


def _printable(line: str) -> str:
    """Return a line whose characters no terminal obeys: a file's name can hold any."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in line)


if __name__ == "__main__":
    run()
