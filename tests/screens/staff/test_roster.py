from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import html, links, press, words
from tests.taking import take
from workflows.credit.claim import BoardClaim, make
from workflows.credit.texts import digest
from workflows.people.consent import give
from workflows.reports import roster as reports
from workflows.reports.roster import holders

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service

ABIM = "I agree that my completion is reported to ABIM."


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """An activity that Ada claimed for and Dan failed."""
    made = publish(sqlite_service)
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, made), quarters=4, boards={}, attested=True)
    take(signed_in(sqlite_service, "dan"), made, {1: "a"})
    return made


def filtered(at: AppTest, stage: str, words: str = "") -> AppTest:
    """Choose a stage and part of a name, and show them."""
    next(one for one in at.selectbox if one.label == "Stage").set_value(stage)
    at.text_input[0].set_value(words)
    return press(at, "Show")


def test_counts_and_people_are_shown(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """Everybody who started, with what they reached, each a row with a link."""
    at = screen("cora", "roster", id=key)
    ada = signed_in(sqlite_service, "ada").public_id
    assert "2 started · 1 passed · 1 completed · 1 claimed" in words(at)
    assert f'<a href="/person?id={ada}">Ada Whitfield, MD</a>' in html(at)
    assert '<td class="line">Not passed</td><td class="number">25%</td>' in html(at)


def test_what_was_claimed_is_told_in_a_line(screen: Drawn, sqlite_service: Service) -> None:
    """Credit with points, or participation, which is none."""
    made = publish(sqlite_service)
    ada, dan = (signed_in(sqlite_service, one) for one in ("ada", "dan"))
    boards = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    make(ada, completed(ada, made), quarters=3, boards=boards, attested=True)
    make(dan, completed(dan, made), quarters=4, boards={}, attested=True)
    said = html(screen("cora", "roster", id=made))
    assert "0.75 credit · ABIM 0.75" in said
    assert "Participation" in said
    assert "1.00" not in said


def test_what_is_asked_for_stands_in_the_address(screen: Drawn, key: str) -> None:
    """But for names; the counts above stay the activity's, and a reload shows the same stage."""
    at = filtered(screen("cora", "roster", id=key), "failed", "reyes")
    assert at.query_params["stage"] == "failed"
    assert "reyes" not in str(dict(at.query_params))
    assert "2 started" in words(at)
    for said in (html(at), html(screen("cora", "roster", id=key, stage="failed"))):
        assert "Ada Whitfield" not in said
        assert "Dan Reyes" in said


def test_another_address_changes_the_filters(screen: Drawn, key: str) -> None:
    """Going back in the browser shows what was asked for then."""
    at = filtered(screen("cora", "roster", id=key), "failed")
    del at.query_params["stage"]
    at.run()
    assert next(one for one in at.selectbox if one.label == "Stage").value == ""
    assert "Ada Whitfield" in html(at)


def test_what_is_printed_is_what_is_listed(screen: Drawn, key: str) -> None:
    """The words on the links count it, and what is typed but not shown yet changes nothing."""
    at = filtered(screen("cora", "roster", id=key), "claimed")
    asked = "activity=small.1&stage=claimed"
    assert links(at) == {
        "Roster as CSV (1 person)": f"/export/roster?{asked}",
        "Certificates as PDF (1)": f"/export/certificates?{asked}&as=pdf",
        "Certificates as ZIP (1)": f"/export/certificates?{asked}&as=zip",
        "Completions for another platform": "/export/completions?activity=small.1",
    }
    whole = "Completions for another platform"
    assert list(links(filtered(at, "failed"))) == ["Roster as CSV (1 person)", whole]


def test_whoever_is_listed_by_name_is_printed_by_id(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """No name stands in the link either."""
    dan = signed_in(sqlite_service, "dan").public_id
    at = filtered(screen("cora", "roster", id=key), "", "reyes")
    url = links(at)["Roster as CSV (1 person)"]
    assert url == f"/export/roster?activity=small.1&stage=&people={dan}"


def test_chosen_certificates_are_printed(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """A choice stays when other people are listed, and its number is on the link."""
    at = screen("cora", "roster", id=key)
    chosen = holders(signed_in(sqlite_service, "cora"), key)[0].certificate
    at.multiselect[0].set_value([chosen]).run()
    (url,) = [url for label, url in links(at).items() if label == "Certificates as PDF (1 chosen)"]
    assert url.startswith(f"/export/certificates?activity=small.1&ids={chosen}&")
    assert links(filtered(at, "failed"))["Certificates as PDF (1 chosen)"] == url


def test_an_unknown_activity_is_not_another_one(screen: Drawn, key: str) -> None:
    """The page says so, and lets one choose."""
    assert "There is no such activity" in words(screen("cora", "roster", id="nope"))
    assert "no such activity" not in words(screen("cora", "roster", id=key.partition(".")[0]))


def test_a_stage_that_cannot_be_is_explained(screen: Drawn, key: str) -> None:
    """It came from a link; everybody is listed."""
    at = screen("cora", "roster", id=key, stage="asleep")
    assert "There is no stage" in words(at)
    assert "Dan Reyes" in html(at)


def test_nobody_is_no_empty_table(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """It says whether nobody started, or nobody is as asked for."""
    at = filtered(screen("cora", "roster", id=key), "", "zzz")
    assert "Nobody is at this stage under this name" in words(at)
    assert not links(at)
    other = publish(sqlite_service, slug="other")
    assert "Nobody has started" in words(screen("cora", "roster", id=other))


def test_pages_lead_on(screen: Drawn, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where there is more than one, and a page past the end is the last."""
    assert "Next page" not in html(screen("cora", "roster", id=key))
    monkeypatch.setattr(reports, "PAGE", 1)
    first = screen("cora", "roster", id=key)
    assert "page 1 of 2" in words(first)
    assert f'<a href="/roster?id={key}&amp;page=2">Next page</a>' in html(first)
    last = screen("cora", "roster", id=key, page="99")
    assert "Previous page" in html(last)
    assert "Next page" not in html(last)


def test_activities_of_one_title_are_told_apart(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """By key and dates: a bank's periods have the same title."""
    again = publish(sqlite_service)
    at = screen("cora", "roster")
    assert [one.split(" · ")[0] for one in at.selectbox[0].options] == [again, key]
    assert "1 Nov 2026 to 31 Oct 2027" in words(at)


def test_before_anything_is_published_it_says_so(screen: Drawn) -> None:
    """No empty table."""
    assert "Nothing is published yet." in words(screen("cora", "roster"))


def test_identities_can_be_checked_before_the_report(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """Who is in the file by number, who is not by name and reason; only when asked for."""
    at = screen("cora", "roster", id=key)
    assert "Learner match" not in str(links(at))
    at.toggle[0].set_value(True).run()
    assert "Ada Whitfield, MD" in html(at)
    assert "has not agreed to a report" in html(at)
    give(signed_in(sqlite_service, "ada"), "ABIM", digest(ABIM), key)
    at.run()
    assert links(at)["Learner match as Excel (1 row)"] == f"/export/learner-match?activity={key}"
    assert "has not agreed to a report" not in html(at)
