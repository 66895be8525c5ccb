"""Who may do what: one line for each act and each view; the tests walk this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LEARNER = frozenset({"learner"})
STAFF = frozenset({"staff"})
SYSTEM = frozenset({"system"})
OPERATOR = frozenset({"operator"})
COORDINATOR = "coordinator"  # of an institution: sees its numbers, and no names
TESTER = "tester"  # of one pilot, by a link: opens that, and nothing else
NOBODY: frozenset[str] = frozenset()
ANYONE = LEARNER | STAFF | SYSTEM | {"author", "reviewer", "operator", COORDINATOR}


@dataclass(frozen=True)
class Duty:
    """The conditions of one act or view."""

    roles: frozenset[str]
    beyond_own: frozenset[str] = NOBODY  # roles that may reach other people's things
    lock: Literal["share", "update"] | None = "update"
    while_idle: bool = False  # allowed although the session rested too long
    roleless: bool = False  # allowed to whoever has a session, although every role was taken
    logged: bool = True
    # The people it is about are held from its first moment on: each has one act at a time.
    holds: bool = True
    at_desk: bool = False  # reads or writes the bank folder, which one node of several has


DUTIES: dict[str, Duty] = {
    # What is done about people.
    "person.enrol": Duty(SYSTEM),
    "person.forget": Duty(OPERATOR, beyond_own=OPERATOR),
    "role.grant": Duty(SYSTEM | {"operator"}, beyond_own=SYSTEM | {"operator"}),
    "account.make": Duty(SYSTEM),  # for whoever an identity provider vouches for
    "identity.link": Duty(SYSTEM, beyond_own=SYSTEM),  # for whoever confirmed that it is theirs
    "session.open": Duty(SYSTEM),
    "session.end": Duty(ANYONE | {TESTER}, while_idle=True, roleless=True),
    "session.revoke": Duty(ANYONE - SYSTEM),
    "session.dismiss": Duty(SYSTEM),  # when the provider says that they left
    # Who guesses or asks for mail has not signed in: the log tells only of what came of it.
    "password.try": Duty(SYSTEM, logged=False),
    "letter.ask": Duty(SYSTEM, logged=False),
    "letter.send": Duty(SYSTEM, logged=False),
    "local.make": Duty(SYSTEM),  # for whoever opened the link that was mailed; so are the next two
    "password.reset": Duty(SYSTEM),
    "address.move": Duty(SYSTEM),
    "password.renew": Duty(SYSTEM),  # the same one, kept as passwords are kept by now
    "password.change": Duty(ANYONE),
    "password.drop": Duty(ANYONE),
    "address.ask": Duty(ANYONE),
    "profile.write": Duty(ANYONE),
    "choice.set": Duty(ANYONE),
    "consent.give": Duty(ANYONE),
    "consent.withdraw": Duty(ANYONE),
    # They hold the people, whose rows are the thing.
    "merge.propose": Duty(STAFF, beyond_own=STAFF, lock=None),
    "merge.confirm": Duty(STAFF, beyond_own=STAFF, lock=None),
    "merge.refuse": Duty(STAFF, beyond_own=STAFF, lock=None),
    "people.bring": Duty(STAFF),
    # What is done about content.
    "edition.publish": Duty(STAFF, at_desk=True),
    "registration.enter": Duty(STAFF),
    "reporter.choose": Duty(STAFF),
    "activity.halt": Duty(STAFF),
    "questions.take": Duty(STAFF | {"author"}, at_desk=True),
    "questions.undo": Duty(STAFF | {"author"}, at_desk=True),
    "item.review": Duty(STAFF | {"reviewer"}, at_desk=True),
    "item.rate": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "line.tick": Duty(STAFF, at_desk=True),
    # Staff, or its course director.
    "activity.approve": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "remark.make": Duty(STAFF | {"reviewer"}, at_desk=True),
    "remark.answer": Duty(STAFF | {"author", "reviewer"}),
    "item-task.close": Duty(STAFF | {"author", "reviewer"}, beyond_own=STAFF),
    "advice.open": Duty(STAFF | {"author"}, at_desk=True),
    "statement.write": Duty(STAFF, at_desk=True),
    "source.supersede": Duty(STAFF, at_desk=True),
    "source.ask": Duty(STAFF, at_desk=True),
    "disclosure.ask": Duty(STAFF, at_desk=True),
    "disclosure.give": Duty(SYSTEM),  # for whoever holds the link: that is all it opens
    "disclosure.rule": Duty(STAFF, at_desk=True),
    "disclosure.own": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "item.begin": Duty(STAFF | {"author"}, at_desk=True),
    "item.write": Duty(STAFF | {"author"}, at_desk=True),
    "activity.begin": Duty(STAFF | {"author"}, at_desk=True),
    "activity.write": Duty(STAFF | {"author"}, at_desk=True),
    "activity.renew": Duty(STAFF | {"author"}, at_desk=True),
    "items.retag": Duty(STAFF | {"author"}, at_desk=True),
    "items.retire": Duty(STAFF | {"author"}, at_desk=True),
    "figure.add": Duty(STAFF | {"author"}, at_desk=True),
    "pilot.ask": Duty(STAFF | {"author"}, at_desk=True),
    "pilot.end": Duty(STAFF | {"author"}),
    "pilot.give": Duty(frozenset({TESTER})),
    "draft.keep": Duty(STAFF | {"author"}, logged=False, at_desk=True),
    # What is done about attempts.
    "attempt.start": Duty(LEARNER, lock=None),  # it holds the person, not the activity of all
    # Every tap saves: it holds nobody, and what it writes is the attempt's, which it locks.
    "answer.save": Duty(LEARNER, lock="share", while_idle=True, logged=False, holds=False),
    "aside.save": Duty(LEARNER, while_idle=True, logged=False),
    "comment.send": Duty(LEARNER),
    "attempt.submit": Duty(LEARNER, while_idle=True),
    "attempt.settle": Duty(LEARNER | STAFF | SYSTEM, beyond_own=STAFF | SYSTEM, while_idle=True),
    "attempt.pack": Duty(SYSTEM, beyond_own=SYSTEM),
    "attempt.grant": Duty(STAFF, beyond_own=STAFF),
    "arrival.count": Duty(LEARNER, logged=False),
    # What is done about credit.
    "evaluation.give": Duty(LEARNER),
    "claim.make": Duty(LEARNER),
    "commitment.write": Duty(LEARNER),
    "commitment.answer": Duty(LEARNER),
    "feed.renew": Duty(ANYONE - SYSTEM),
    "feed.end": Duty(ANYONE - SYSTEM),
    "recall.choose": Duty(LEARNER),
    "recall.rest": Duty(LEARNER),
    "recall.answer": Duty(LEARNER),
    "recall.leave": Duty(LEARNER),
    # By whoever opens the page, or by the job that writes the week's mail.
    "recall.deal": Duty(LEARNER | SYSTEM, beyond_own=SYSTEM),
    "elsewhere.keep": Duty(ANYONE),
    "elsewhere.remove": Duty(ANYONE),
    # What is done about quality projects: a project is whoever's leads it. A lead and the second
    # person reach what others attest; the act looks whose it is.
    "project.propose": Duty(LEARNER | STAFF),
    "project.write": Duty(LEARNER | STAFF, beyond_own=STAFF),
    "project.invite": Duty(LEARNER | STAFF, beyond_own=STAFF),
    "project.decide": Duty(STAFF, beyond_own=STAFF),
    "attestation.give": Duty(LEARNER),
    "attestation.verify": Duty(LEARNER | STAFF, beyond_own=LEARNER | STAFF),
    "portfolio.make": Duty(STAFF),
    "portfolio.answer": Duty(STAFF),
    "portfolio.enter": Duty(STAFF, beyond_own=STAFF),
    "amendment.propose": Duty(STAFF, beyond_own=STAFF),
    "amendment.confirm": Duty(STAFF, beyond_own=STAFF),
    "amendment.refuse": Duty(STAFF, beyond_own=STAFF),
    # These hold the person and then lock the completions, as a claim does.
    "certificate.reissue": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "certificate.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "transcript.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "part4.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "portfolio.print": Duty(STAFF, lock=None),
    "projects.print": Duty(STAFF, lock=None),
    "roster.print": Duty(STAFF, lock=None),
    "match.export": Duty(STAFF, lock=None),
    "completions.print": Duty(STAFF, lock=None),
    "attachment.add": Duty(STAFF),
    "attachment.remove": Duty(STAFF),
    "attachment.print": Duty(STAFF, lock=None),
    "binder.print": Duty(STAFF, lock=None),
    "program.print": Duty(STAFF, lock=None),
    "responses.export": Duty(STAFF, lock=None),
    "identifiers.show": Duty(STAFF, beyond_own=STAFF, lock=None),
    "person.open": Duty(STAFF, beyond_own=STAFF, lock=None),
    # What is done to put a published question right.
    "correction.propose": Duty(STAFF),
    "correction.confirm": Duty(STAFF),
    "correction.refuse": Duty(STAFF),
    "correction.apply": Duty(STAFF | SYSTEM, beyond_own=STAFF | SYSTEM),
    "correction.lower": Duty(STAFF | SYSTEM, beyond_own=STAFF | SYSTEM),
    "correction.restore": Duty(STAFF | SYSTEM, beyond_own=STAFF | SYSTEM),
    "notice.see": Duty(ANYONE - SYSTEM),
    "appeal.answer": Duty(STAFF, beyond_own=STAFF),
    "attempt.replay": Duty(STAFF, beyond_own=STAFF, lock=None),
    # What is done about messages.
    "reminder.put": Duty(SYSTEM),
    "follow-up.put": Duty(SYSTEM),
    "weekly.put": Duty(SYSTEM),
    "message.take": Duty(SYSTEM, logged=False),  # what became of it is logged
    "message.send": Duty(SYSTEM),
    "messages.export": Duty(STAFF),
    "messages.print": Duty(STAFF),
    "messages.retry": Duty(STAFF),
    # What is done about reports to PARS.
    "report.renew": Duty(STAFF, beyond_own=STAFF, lock=None),
    "batch.make": Duty(STAFF, lock=None),
    "batch.send": Duty(STAFF),
    "batch.cancel": Duty(STAFF),
    "batch.print": Duty(STAFF, lock=None),
    "activities.print": Duty(STAFF, lock=None, at_desk=True),
    "answers.take": Duty(STAFF),
    "answer.enter": Duty(STAFF, beyond_own=STAFF),
    "report.retry": Duty(STAFF, beyond_own=STAFF),
    "report.queue": Duty(STAFF | SYSTEM, beyond_own=STAFF | SYSTEM),
    "admission.write": Duty(STAFF),
    # What is done about initiatives: staff make them, and whoever owns one asks people.
    "initiative.write": Duty(STAFF, beyond_own=STAFF),
    "initiative.invite": Duty(ANYONE - SYSTEM, beyond_own=STAFF),
    "initiative.remove": Duty(ANYONE - SYSTEM, beyond_own=STAFF),
    "initiative.print": Duty(ANYONE - SYSTEM, beyond_own=STAFF, lock=None),
    "initiative.remind": Duty(SYSTEM),
    # What is done about requests for points.
    "request.ask": Duty(ANYONE),
    "request.reply": Duty(ANYONE),
    "request.withdraw": Duty(ANYONE),
    "request.question": Duty(STAFF, beyond_own=STAFF),
    "request.tick": Duty(STAFF, beyond_own=STAFF, at_desk=True),
    "request.answer": Duty(STAFF, beyond_own=STAFF, at_desk=True),
    # What is done about questions and ideas.
    "inquiry.ask": Duty(ANYONE),
    "inquiry.add": Duty(ANYONE),
    "inquiry.withdraw": Duty(ANYONE),
    "inquiry.answer": Duty(STAFF, beyond_own=STAFF),
    "ideas.print": Duty(STAFF, lock=None),
    "letter.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    # What is done to keep it.
    "backup.make": Duty(SYSTEM, at_desk=True),  # a part of it is the bank folder
    "backup.restore": Duty(SYSTEM),
    "log.anchor": Duty(SYSTEM),
    "audit.search": Duty(OPERATOR),
    "audit.export": Duty(OPERATOR),
    # What is looked at.
    "catalogue.see": Duty(ANYONE),
    "home.see": Duty(ANYONE),
    "activity.see": Duty(ANYONE),
    "counting.see": Duty(ANYONE),
    "attempt.see": Duty(LEARNER, while_idle=True),
    "figure.see": Duty(ANYONE | {TESTER}, while_idle=True),
    "learning.see": Duty(LEARNER),  # what they missed and how sure they were: theirs alone
    "claim.see": Duty(LEARNER),
    "commitment.see": Duty(LEARNER),
    "recall.see": Duty(LEARNER),
    "records.see": Duty(ANYONE),
    "part4.see": Duty(ANYONE),
    "project.see": Duty(LEARNER | STAFF, beyond_own=STAFF),
    "attestation.see": Duty(LEARNER | STAFF, beyond_own=LEARNER | STAFF),
    "projects.see": Duty(STAFF),
    "portfolio.see": Duty(STAFF),
    "elsewhere.see": Duty(ANYONE),
    "profile.see": Duty(ANYONE),
    "local.see": Duty(ANYONE),
    "letter.see": Duty(SYSTEM),
    "session.see": Duty(ANYONE - SYSTEM),
    "choice.see": Duty(ANYONE),
    "deadlines.see": Duty(ANYONE),
    "feed.see": Duty(ANYONE - SYSTEM),
    "messages.see": Duty(STAFF),
    "consent.see": Duty(ANYONE),
    "problems.see": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "review.see": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "item-task.see": Duty(STAFF | {"author", "reviewer"}),
    "disclosures.see": Duty(STAFF, at_desk=True),
    "own-disclosure.see": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "gate.see": Duty(STAFF, at_desk=True),
    "approval.see": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "today.see": Duty(STAFF | {"author", "reviewer"}),
    "calendar.see": Duty(STAFF | {"author", "reviewer"}, at_desk=True),
    "file.send": Duty(STAFF | {"author"}),
    "questions.look": Duty(STAFF | {"author"}, at_desk=True),
    "writing.see": Duty(STAFF | {"author"}, at_desk=True),
    "halt.see": Duty(STAFF),
    "pilot.see": Duty(STAFF | SYSTEM | {"author"}),
    "pilot.open": Duty(frozenset({TESTER})),
    "trial.see": Duty(STAFF | {"author", "reviewer"}),
    "editions.see": Duty(STAFF | SYSTEM),
    "roster.see": Duty(STAFF),
    "binder.see": Duty(STAFF),
    "program.see": Duty(STAFF),
    "responses.see": Duty(STAFF),
    "statistics.see": Duty(STAFF | {"author"}),
    "overview.see": Duty(STAFF | {COORDINATOR}),
    "match.see": Duty(STAFF),
    "admission.see": Duty(STAFF),
    "initiative.see": Duty(ANYONE - SYSTEM, beyond_own=STAFF),
    "initiatives.see": Duty(STAFF),
    "request.see": Duty(ANYONE),
    "requests.see": Duty(STAFF, beyond_own=STAFF),
    "inquiry.see": Duty(ANYONE),
    "inquiries.see": Duty(STAFF, beyond_own=STAFF),
    "people.search": Duty(STAFF),
    "reports.see": Duty(STAFF | SYSTEM),
    "amendment.see": Duty(STAFF, beyond_own=STAFF),
    "merge.see": Duty(STAFF, beyond_own=STAFF),
    "confirm.see": Duty(STAFF),
    "report.outdated": Duty(STAFF, beyond_own=STAFF),
    "correction.see": Duty(STAFF),
    "appeal.see": Duty(STAFF, beyond_own=STAFF),
    "certificate.outdated": Duty(ANYONE, beyond_own=STAFF),
    "roles.see": Duty(OPERATOR, beyond_own=OPERATOR),
    "forget.see": Duty(OPERATOR, beyond_own=OPERATOR),
    "service.measure": Duty(SYSTEM),
    "service.see": Duty(OPERATOR),
    "doctor.see": Duty(SYSTEM | {"operator"}),
    "log.verify": Duty(SYSTEM | {"operator"}),
}
