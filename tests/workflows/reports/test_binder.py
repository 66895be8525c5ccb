"""The audit binder: what stands in it, that it can be verified, and whom it does not name."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from storage import approvals
from storage.connect import writing
from storage.log import append
from tests.amending import account, merged
from tests.editions import publish, publish_again, some_items
from tests.learning import attempted, completed
from tests.outline import outline
from tests.people import signed_in
from tests.reporting import MK, claimed, identified, registered
from tests.taking import lines
from workflows.credit.evaluate import give
from workflows.pars.batch import make as make_batch
from workflows.refusals import NotFound
from workflows.reports.attachments import add
from workflows.reports.binder.look import overview
from workflows.reports.binder.make import Form, binder_of
from workflows.reports.overview.look import Period, overview_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

PDF = b"%PDF-1.7 agreement"
SECTIONS = (
    "The activity", "Structured abstract", "Independence", "Disclosures and mitigation",
    "Objectives and questions", "Questions and their versions", "Review and sign-off",
    "Approval as a whole", "Passing standard", "Feedback", "Statements shown", "Learners",
    "Outcomes", "Evaluations", "Credit issued", "Reports to PARS", "Corrections",
    "ABP audit checklist (Part 2 self-assessment)", "Attachments", "Log",
)  # fmt: skip


def content(actor: Actor, key: str, form: Form) -> bytes:
    """Return the binder's bytes."""
    return b"".join(binder_of(actor, key, form).parts)


def text(actor: Actor, key: str) -> str:
    """Return all that its pages say, on one line."""
    pages = PdfReader(BytesIO(content(actor, key, "pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def unpacked(actor: Actor, key: str, folder: Path) -> Path:
    """Unpack the archive beside the database, and return where."""
    with ZipFile(BytesIO(content(actor, key, "zip"))) as archive:
        archive.extractall(folder / "binder")
    return folder / "binder"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return a table of an unpacked archive."""
    with (folder / "tables" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def verified(folder: Path) -> tuple[int, str]:
    """Run the archive's own check as an auditor does: exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_it_has_every_section(service: Service, ada: Actor, cora: Actor) -> None:
    """In the order in which a reviewer asks, with the words of the plan in them."""
    key = publish(service)
    completed(ada, key)
    found = PdfReader(BytesIO(content(cora, key, "pdf")))
    assert [title.split(". ", 1)[1] for title, _ in outline(found)] == list(SECTIONS)
    said = text(cora, key)
    for words in ("A gap.", "A need.", "A change.", "A reason.", "Medical knowledge", "For tests."):
        assert words in said
    assert "Professional practice gap (2 of 100 words)" in said


def test_approvals_of_the_whole_stand_beside_the_editions_published_under_them(
    service: Service, cora: Actor, clock: Clock, tmp_path: Path
) -> None:
    """One that was replaced before anything was published is none of the activity's."""
    clock.at -= timedelta(days=2)
    for digest in ("a" * 64, "b" * 64):
        with writing(service.engine) as connection:
            approvals.add(
                connection, "small", approvals.APPROVED, digest, cora.person_id or 0, clock.at
            )
        clock.at += timedelta(days=1)
    key = publish(service)
    rows = table(unpacked(cora, key, tmp_path), "approvals.csv")
    (row,) = rows
    assert (row["On"], row["Editions published under it"]) == ("2026-11-30", "1")
    assert row["SHA-256 of what was approved"] == "b" * 64


def test_somebody_with_two_accounts_is_one_who_tried_again(
    service: Service, cora: Actor, tmp_path: Path
) -> None:
    """The first attempt in the one, the last in the other; the overview says the same."""
    key = publish(service)
    old, new = (account(service, f"{one}@example.org", "Ona Once") for one in ("old", "new"))
    attempted(old, key, right=1)
    attempted(new, key, right=3)
    merged(cora, old, new)
    rows = table(unpacked(cora, key, tmp_path), "outcomes.csv")
    period = Period(None, date(2027, 1, 1))
    (gain,) = overview_of(cora, "outcomes", period).table("gains").rows
    assert [(one["People"], one["Mean score"]) for one in rows[1:]] == [
        ("1", "25%"),
        ("1", "75%"),
    ]
    assert gain[1:4] == (1, 25.0, 75.0)


def test_learners_are_counted_and_not_named(
    service: Service, ada: Actor, dan: Actor, cora: Actor, tmp_path: Path
) -> None:
    """Neither name, address nor board number stands in any file of it."""
    key = registered(service)
    identified(ada)
    claimed(ada, key, 4, MK)
    attempted(dan, key, right=0)
    make_batch(cora, "tab", after="")
    folder = unpacked(cora, key, tmp_path)
    counted = table(folder, "learners.csv")[-1]
    assert (counted["Physicians"], counted["Other learners"]) == ("1", "1")
    said = text(cora, key)
    assert "Started an attempt 2 Passed 1 Completed 1 (passed and evaluated) Claimed 1" in said
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    held = [*files.values(), said.encode()]
    for name in (b"Whitfield", b"ada@example.edu", b"dan@", b"0430112345", b"1234567893"):
        assert not [path for path, body in files.items() if name in body]
        assert not any(name in body for body in held)


def test_the_archive_verifies_itself(
    service: Service, ada: Actor, cora: Actor, tmp_path: Path
) -> None:
    """With nothing but Python; a changed file and a changed line of the log are found."""
    key = publish(service)
    completed(ada, key)
    add(cora, key, PDF, "Agreement", date(2026, 9, 14))
    folder = unpacked(cora, key, tmp_path)
    assert verified(folder) == (0, "All files and lines are as they were written.\n")
    assert (folder / "attachments/attachment-01-2026-09-14-agreement.pdf").read_bytes() == PDF
    log = folder / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"attempt.submit"', b'"attempt.remove"', 1))
    (folder / "tables/objectives.csv").unlink()
    code, said = verified(folder)
    assert code == 1
    assert "log.jsonl is not the file that the manifest names." in said
    assert "of log.jsonl is not what its hash is of." in said
    assert "tables/objectives.csv is missing." in said


def test_the_log_extract_is_the_activity_s_own(
    service: Service, ada: Actor, cora: Actor, tmp_path: Path
) -> None:
    """Its attempts, completions and claims; nothing of another activity."""
    key, other = registered(service), publish(service, slug="other")
    done = claimed(ada, key)
    foreign = attempted(ada, other)
    text_ = (unpacked(cora, key, tmp_path) / "log.jsonl").read_text(encoding="utf-8")
    assert f"completion:{done}" in text_ or "claim.make" in text_
    for act in ("attempt.start", "attempt.submit", "evaluation.give", "claim.make", "binder.print"):
        assert f'"{act}"' in text_
    assert foreign not in text_


def test_the_log_extract_tells_who_wrote_its_questions(
    service: Service, cora: Actor, tmp_path: Path
) -> None:
    """A save names the question alone; one of another bank is not there."""
    key = publish(service)
    with writing(service.engine) as connection:
        for name in ("item-1", "item-99"):
            append(connection, service.now(), "somebody", "item.write", f"item:{name}", {})
    text_ = (unpacked(cora, key, tmp_path) / "log.jsonl").read_text(encoding="utf-8")
    assert "item:item-1" in text_
    assert "item:item-99" not in text_


def test_objectives_and_versions_are_those_published(
    service: Service, cora: Actor, tmp_path: Path
) -> None:
    """Each question under its objectives, each edition with its digests."""
    key = publish(service)
    publish_again(service, key, items=some_items(6))
    folder = unpacked(cora, key, tmp_path)
    first, second = table(folder, "objectives.csv")
    assert (first["Which"], second["Which"]) == (
        "item-2, item-4, item-6",
        "item-1, item-3, item-5",
    )
    editions = [one["Edition"] for one in table(folder, "questions.csv")]
    assert editions == ["2"] * 6 + ["1"] * 4
    assert len({one["SHA-256 of the edition"] for one in table(folder, "editions.csv")}) == 2


def test_evaluations_are_counted_and_quoted(
    service: Service, ada: Actor, dan: Actor, cora: Actor, tmp_path: Path
) -> None:
    """How many chose what; what was written, as it was; a formula is not run."""
    key = publish(service)
    give(ada, attempted(ada, key), {"bias": "No", "which": "The stem.", "comment": "=1+1"})
    give(dan, attempted(dan, key), {"bias": "Yes"})
    folder = unpacked(cora, key, tmp_path)
    rows = [(one["Answer"], one["People"]) for one in table(folder, "evaluations.csv")]
    assert rows == [("Yes", "1"), ("No", "1")]
    written = {one["question"]: one["answer"] for one in table(folder, "evaluation-comments.csv")}
    assert written == {"What was biased?": "The stem.", "Anything else?": "'=1+1"}
    assert "The stem." in text(cora, key)


def test_credit_and_reports_are_summed_up(
    service: Service, ada: Actor, cora: Actor, tmp_path: Path
) -> None:
    """Claims in force by kind; batches and states of the records with their identifiers."""
    key = registered(service)
    identified(ada)
    claimed(ada, key, 4, MK)
    batch = make_batch(cora, "tab", after="").batch
    folder = unpacked(cora, key, tmp_path)
    amounts = {one["What"]: one["Amount"] for one in table(folder, "credit.csv")}
    assert amounts == {
        "AMA PRA Category 1 Credits™": "1.00",
        "Points: ABIM Medical Knowledge": "0.75",
    }
    assert [one["Batch"] for one in table(folder, "pars-batches.csv")] == [batch]
    states = {one["State"] for one in table(folder, "pars-states.csv")}
    assert "batched" in states
    assert {one["batch"] for one in table(folder, "pars-records.csv")} <= {batch, ""}


def test_the_checklist_tells_what_an_audit_would_miss(service: Service, cora: Actor) -> None:
    """Without a registration at the board and an ACCME ID it says so; with them it does not."""
    plans = (("ABP", "Lifelong Learning & Self-Assessment", "1.00"),)
    bare = publish(service, slug="bare", plans=plans, registered=())
    known = registered(service, slug="known", plans=plans)
    missing = {one.what for one in overview(cora, bare).checks if one.state == "missing"}
    assert "Registered with the board in PARS" in missing
    assert "ACCME activity ID on record and on certificates" in missing
    assert "Points not above the credit, in the board's steps" not in missing
    still = {one.what for one in overview(cora, known).checks if one.state == "missing"}
    assert "ACCME activity ID on record and on certificates" not in still
    assert overview(cora, known).pediatrics


def test_what_is_from_memory_is_labelled(sqlite_service: Service) -> None:
    """No point of the list stands without what it rests on."""
    checks = overview(signed_in(sqlite_service, "cora"), publish(sqlite_service)).checks
    assert {one.basis for one in checks} == {"ACCME's page", "Older page", "Memory: ask the board"}


def test_who_printed_it_is_logged(service: Service, cora: Actor) -> None:
    """With the form, before it is made."""
    key = publish(service)
    content(cora, key, "pdf")
    line = lines(service)[-1]
    assert (line.act, line.on, line.data) == ("binder.print", f"activity:{key}", {"form": "pdf"})


def test_an_empty_activity_has_a_binder_too(service: Service, cora: Actor) -> None:
    """An office prepares for an audit before anybody took part."""
    key = publish(service)
    said = text(cora, key)
    assert "Nobody has finished a first attempt yet." in said
    assert "Nothing was claimed yet." in said


def test_an_unknown_activity_has_none(sqlite_service: Service) -> None:
    """It is refused in the words of any unknown thing."""
    with pytest.raises(NotFound):
        binder_of(signed_in(sqlite_service, "cora"), "nothing.1", "pdf")
