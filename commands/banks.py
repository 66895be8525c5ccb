"""Commands about question banks: check, explain, foreign files, marks, statistics, made pages."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import settings as configuration
from commands import place
from commands.app import PROBLEMS, WRONG_USE, Bank, Banks, Json, app
from commands.saying import print_json, print_lines, print_problems, text_of, wrong_use
from credit.calendar import local_day
from workflows.refusals import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.formats.foreign import Paper, Rejected, Written
    from quizzes.models import CreditBasis

MOST_ANSWER = 100_000  # characters


@app.command()
def check(
    bank_dirs: Banks = None,
    *,
    strict: Annotated[bool, typer.Option(help="Warnings count as errors.")] = False,
    as_json: Json = False,
) -> None:
    """Read and check banks: every fault of every file in one pass."""
    from quizzes.bank import folders
    from quizzes.checking import check as check_banks

    chosen = place.settings()
    if chosen.desk:
        raise Elsewhere(chosen.desk)
    today = local_day(chosen.now(), chosen.zone)
    found = check_banks(
        tuple(bank_dirs or folders(chosen.banks)),
        today,
        chosen.banks / "provider.yaml",
        chosen.forms,
    )
    counting = {"error", "warning"} if strict else {"error"}
    print_problems(found, as_json=as_json)
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
    pilot: Annotated[
        bool, typer.Option("--pilot", help="Estimate by what the pilot's testers told.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what a bank gives at each board, under which rule, and what its credit rests on."""
    from credit.explained import explained
    from quizzes.reading import read_bank

    bank, problems = read_bank(bank_dir)
    if bank is None:
        print_problems(problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    basis = bank.activity.planning.credit_basis
    if pilot:
        if difficulty is not None:
            wrong_use("A difficulty is for the formula; --pilot takes the testers' time.")
        basis = _of_pilot(basis, bank.slug)
    found = explained(bank, _basis(basis, difficulty, rounding))
    if as_json:
        print_json(found.as_data())
    else:
        print_lines("", found.lines())
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
        wrong_use("Name a file, or write --undo to take the last import back.")
    if into.exists() and not into.is_dir():
        wrong_use(f"{into} is no folder.")
    known = ["auto", *(one.name for one in readable())]
    if format_name not in known:
        wrong_use(f'"{format_name}" is no format that can be read. Known: {", ".join(known)}.')
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
        print_problems(problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    try:
        method = known(item, rule) if rule else method_of(item, default_scoring(item_file))
        print_json(report(item, typed_answer(_given(answer)), method))
    except (NotJson, NotAnAnswer, UnknownMethod) as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(WRONG_USE) from None


@app.command()
def statistics(
    responses: Annotated[
        Path,
        typer.Argument(
            help="One row a person, one column an item; with --key other columns may stand there.",
            dir_okay=False,
        ),
    ],
    *,
    key: Annotated[
        Path | None,
        typer.Option(
            help="item,key and where marks go above 1 max; only the items that it names are read.",
            dir_okay=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Compute item and test statistics of any response table."""
    from scoring.statistics.report import as_lines, report
    from scoring.statistics.table import TableRefused, read_table

    try:
        table = read_table(text_of(responses), text_of(key) if key is not None else None)
    except TableRefused as refused:
        if as_json:
            print_json({"problems": refused.faults})
        else:
            print("\n".join(refused.faults), file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    found = report(table)
    if as_json:
        print_json(found)
    else:
        print_lines("", as_lines(found))


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
        wrong_use(f'"{format_name}" is no format that can be written. Known: {known}.')
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
        wrong_use("Name a file that ends with .xlsx or .csv.")
    _write_out(out, makers[out.suffix.lower()]())
    print(f"Written: {out}")


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


def _renew(path: Path, text: str, *, check_only: bool) -> NoReturn:
    """Write a page that is made from data, or only say that it is stale."""
    stale = not path.is_file() or path.read_text(encoding="utf-8") != text
    if stale and not check_only:
        path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'Stale' if check_only else 'Written'}: {path}")
    raise typer.Exit(PROBLEMS if check_only and stale else 0)


def _of_pilot(basis: CreditBasis | None, slug: str) -> CreditBasis:
    """Return the basis with the minutes told by link; the median, where the file says no mean."""
    from quizzes.models import CreditBasis
    from workflows.people.session import system
    from workflows.trying.pilot import minutes_of, times

    told = minutes_of(times(system(place.service()), slug))
    mean = basis is not None and basis.method == "pilot_mean"
    return CreditBasis(
        method="pilot_mean" if mean else "pilot_median",
        pilot_minutes=told,
        rounding=basis.rounding if basis is not None else "down",
    )


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
        wrong_use("Write a difficulty of 1 (very easy) to 5 (very hard), and down or nearest.")


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
            print_json({**_nothing, "error": str(error)})
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
        wrong_use(f"{out} cannot be written: {error.strerror}.")


def _undo_import(bank_dir: Path, *, as_json: bool) -> None:
    from quizzes.importing.take import NothingToUndoError, StaleError, undo

    try:
        files = undo(bank_dir)
    except (NothingToUndoError, StaleError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    if as_json:
        print_json({"undone": files})
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
        print_json(said)
    else:
        counts = Counter(one.get("change", done) for one in items)
        print_lines("", [f"{number} {change}" for change, number in counts.items()])
        print_lines("Rejected: ", [_reason(one) for one in rejected])
        print_lines("Note: ", warnings)
        print(f"{found} questions, {len(items)} of them {done}, {len(rejected)} rejected.")
    raise typer.Exit(PROBLEMS if rejected else 0)


def _reason(one: Rejected) -> str:
    return f"{one.place}: {one.reason}"


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
