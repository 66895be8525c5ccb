"""The table of screens, one line each, in the navigation's order."""

from __future__ import annotations

from screens.frame import Screen
from screens.help import help_screen
from screens.learner.activities import activities
from screens.learner.activity import activity
from screens.learner.attempt import attempt
from screens.learner.claim import claim
from screens.learner.evaluate import evaluate
from screens.learner.home import home
from screens.learner.profile import profile
from screens.learner.records import records
from screens.learner.result import result_screen
from screens.parts.document import document
from screens.staff.desk import desk
from screens.staff.incoming import incoming
from screens.staff.people import people
from screens.staff.person import person
from screens.staff.problems import problems
from screens.staff.publish import publish
from screens.staff.roster import roster
from screens.staff.statistics import statistics
from screens.staff.write import write
from workflows.duties import ANYONE, LEARNER, STAFF

# The bare address shows each person the first listed screen that is for them.
SCREENS = (
    Screen("", "Home", home, LEARNER),
    Screen("desk", "Desk", desk, STAFF),
    Screen("problems", "Problems", problems, STAFF | {"author", "reviewer"}),
    Screen("write", "Write", write, STAFF | {"author"}),
    Screen("import", "Import", incoming, STAFF | {"author"}),
    Screen("publish", "Publish", publish, STAFF),
    Screen("roster", "Roster", roster, STAFF),
    Screen("statistics", "Statistics", statistics, STAFF | {"author"}),
    Screen("people", "People", people, STAFF),
    Screen("person", "Person", person, STAFF, listed=False),
    Screen("activities", "Self-assessments", activities, ANYONE),
    Screen("activity", "Self-assessment", activity, ANYONE, listed=False),
    Screen("attempt", "Question", attempt, LEARNER, listed=False, alone=True),
    Screen("result", "Result", result_screen, LEARNER, listed=False),
    Screen("evaluate", "Evaluation", evaluate, LEARNER, listed=False),
    Screen("claim", "Claim credit", claim, LEARNER, listed=False),
    Screen("records", "Records", records, LEARNER),
    Screen("profile", "Profile", profile, ANYONE),
    Screen("help", "Help", help_screen, ANYONE),
    Screen("author-guide", "Author guide", document("author.md"), STAFF | {"author", "reviewer"}),
)
