"""The table of screens, one line each, in the navigation's order."""

from __future__ import annotations

from screens.frame import Screen
from screens.help import help_screen
from screens.learner.activities import activities
from screens.learner.activity import activity
from screens.learner.attempt import attempt
from screens.learner.claim import claim
from screens.learner.commitments import commitments
from screens.learner.evaluate import evaluate
from screens.learner.five import five
from screens.learner.home import home
from screens.learner.office import office
from screens.learner.pilot import pilot
from screens.learner.profile import profile
from screens.learner.questions import questions
from screens.learner.recall import recall
from screens.learner.records import records
from screens.learner.request import request
from screens.learner.result import result_screen
from screens.learner.share import share
from screens.learner.sitting import sitting
from screens.operator.audit import audit
from screens.operator.forget import forget
from screens.operator.roles import roles
from screens.operator.service import service_screen
from screens.part4.attest import attestation
from screens.part4.mine import projects
from screens.part4.program import program as part4
from screens.part4.project import project
from screens.parts.document import document
from screens.staff.admission import admission
from screens.staff.approve import approve_screen
from screens.staff.binder import binder
from screens.staff.calendar import calendar_screen
from screens.staff.confirm import confirm
from screens.staff.correct import correct
from screens.staff.desk import desk
from screens.staff.disclosures import disclosures
from screens.staff.enrolment import enrolment
from screens.staff.halt import halt_screen
from screens.staff.incoming import incoming
from screens.staff.initiative import initiative
from screens.staff.initiatives import initiatives
from screens.staff.messages import messages
from screens.staff.overview import overview
from screens.staff.people import people
from screens.staff.person import person
from screens.staff.problems import problems
from screens.staff.program import program
from screens.staff.publish import publish
from screens.staff.replay import replay
from screens.staff.reporting import reporting
from screens.staff.requests import requests
from screens.staff.review import review
from screens.staff.roster import roster
from screens.staff.statements import statements
from screens.staff.statistics import statistics
from screens.staff.today import today_screen
from screens.staff.trying import trying
from screens.staff.write import write
from workflows.duties import ANYONE, COORDINATOR, LEARNER, OPERATOR, STAFF, TESTER

# The bare address shows each person the first listed screen that is for them.
SCREENS = (
    Screen("", "Home", home, LEARNER),
    Screen("today", "Today", today_screen, STAFF | {"author", "reviewer"}),
    Screen("desk", "Desk", desk, STAFF),
    Screen("reporting", "Reporting", reporting, STAFF),
    Screen(
        "problems",
        "Problems",
        problems,
        STAFF | {"author", "reviewer"},
        group="Questions",
        at_desk=True,
    ),
    Screen("write", "Write", write, STAFF | {"author"}, group="Questions", at_desk=True),
    Screen("try", "Try it", trying, STAFF | {"author", "reviewer"}, listed=False),
    Screen(
        "review", "Review", review, STAFF | {"author", "reviewer"}, group="Questions", at_desk=True
    ),
    Screen(
        "approve",
        "Approve",
        approve_screen,
        STAFF | {"author", "reviewer"},
        listed=False,
        at_desk=True,
    ),
    Screen("import", "Import", incoming, STAFF | {"author"}, group="Questions", at_desk=True),
    Screen("publish", "Publish", publish, STAFF, group="Questions", at_desk=True),
    Screen(
        "calendar",
        "Calendar",
        calendar_screen,
        STAFF | {"author", "reviewer"},
        group="Questions",
        at_desk=True,
    ),
    Screen("disclosures", "Disclosures", disclosures, STAFF, group="Questions", at_desk=True),
    Screen("statements", "Statements", statements, STAFF, group="Questions", at_desk=True),
    Screen("roster", "Roster", roster, STAFF, group="People"),
    Screen("statistics", "Statistics", statistics, STAFF | {"author"}, group="Questions"),
    Screen("people", "People", people, STAFF, group="People"),
    Screen("overview", "Overview", overview, STAFF | {COORDINATOR}, group="People"),
    Screen("initiatives", "Initiatives", initiatives, STAFF, group="People"),
    Screen("initiative", "Initiative", initiative, ANYONE, listed=False),
    Screen("messages", "Messages", messages, STAFF, group="People"),
    Screen("part4", "Part IV", part4, STAFF, group="People"),
    Screen("confirm", "To confirm", confirm, STAFF, group="People"),
    Screen("correct", "Put right", correct, STAFF, group="Questions"),
    Screen("binder", "Audit binder", binder, STAFF, group="Reports"),
    Screen("program", "Program", program, STAFF, group="Reports"),
    Screen("replay", "Exact replay", replay, STAFF, listed=False),
    Screen("halt", "Pause or withdraw", halt_screen, STAFF, listed=False),
    Screen("admission", "Roster from elsewhere", admission, STAFF, listed=False),
    Screen("requests", "Requests", requests, STAFF, group="People"),
    Screen("enrol", "Enroll people", enrolment, STAFF, listed=False),
    Screen("person", "Person", person, STAFF, listed=False),
    Screen("activities", "Self-assessments", activities, ANYONE),
    Screen("activity", "Self-assessment", activity, ANYONE, listed=False),
    Screen("share", "Links and QR sheet", share, ANYONE, listed=False),
    Screen("attempt", "Question", attempt, LEARNER, listed=False, alone=True),
    Screen("sitting", "Five done", sitting, LEARNER, listed=False, alone=True),
    Screen("five", "Five now", five, LEARNER, listed=False),
    Screen("result", "Result", result_screen, LEARNER, listed=False),
    Screen("evaluate", "Evaluation", evaluate, LEARNER, listed=False),
    Screen("pilot", "Pilot", pilot, frozenset({TESTER}), listed=False),
    Screen("claim", "Claim", claim, LEARNER, listed=False),
    Screen("commitments", "Commitments to change", commitments, LEARNER, listed=False),
    Screen("recall", "Questions that return", recall, LEARNER, listed=False),
    Screen("records", "Records", records, LEARNER),
    Screen("questions", "My questions", questions, LEARNER),
    Screen("projects", "Quality projects", projects, LEARNER, listed=False),
    Screen("project", "Quality project", project, LEARNER | STAFF, listed=False),
    Screen("attest", "Attest", attestation, LEARNER | STAFF, listed=False),
    Screen("request", "Ask for MOC points", request, ANYONE, listed=False),
    Screen("office", "Ask the office", office, ANYONE, listed=False),
    Screen("profile", "Profile", profile, ANYONE),
    Screen("roles", "Roles", roles, OPERATOR),
    Screen("service", "Service", service_screen, OPERATOR),
    Screen("audit", "Audit", audit, OPERATOR),
    Screen("forget", "Forget a person", forget, OPERATOR),
    Screen("help", "Help", help_screen, ANYONE, group="Help"),
    Screen("credit-rules", "Credit rules", document("credit.md"), STAFF, group="Help"),
    Screen(
        "author-guide",
        "Author guide",
        document("authors.md"),
        STAFF | {"author", "reviewer"},
        group="Help",
    ),
)
