"""The script of every page: the table of screens, one line each, in the navigation's order."""

from __future__ import annotations

from screens.frame import Screen, draw
from screens.learner.activities import activities
from screens.learner.activity import activity
from screens.learner.attempt import attempt
from screens.learner.help import show_help
from screens.learner.home import home
from screens.learner.profile import profile
from screens.learner.result import result_screen
from workflows.duties import ANYONE, LEARNER

# The bare address shows each person the first listed screen that is for them.
SCREENS = (
    Screen("", "Home", home, LEARNER),
    Screen("activities", "Self-assessments", activities, ANYONE),
    Screen("activity", "Self-assessment", activity, ANYONE, listed=False),
    Screen("attempt", "Question", attempt, LEARNER, listed=False),
    Screen("result", "Result", result_screen, LEARNER, listed=False),
    Screen("profile", "Profile", profile, ANYONE),
    Screen("help", "Help", show_help, ANYONE),
)

if __name__ == "__main__":
    draw(SCREENS)
