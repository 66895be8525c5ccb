"""A new name after marriage: certificates are issued anew, claims and reports stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import tasks
from storage.connect import reading
from storage.tables import certificate, claim
from tests import reporting
from tests.amending import account, merged, withdraw
from tests.editions import publish
from tests.learning import completed
from tests.taking import count, lines
from workflows.credit.claim import make
from workflows.credit.reissue import reissue, report_anew, reported_otherwise
from workflows.credit.snapshot import ClaimSnapshot
from workflows.credit.verify import verify
from workflows.operations.doctor import doctor
from workflows.pars.batch import make as make_batch
from workflows.pars.batch import send
from workflows.pars.preview import preview
from workflows.pars.refusals import ReasonMissing
from workflows.people.session import system
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.credit.verify import Verified
    from workflows.service import Service


@pytest.fixture
def done(service: Service, ada: Actor) -> str:
    """What Ada Whitfield claimed before she married."""
    completion = reporting.claimed(ada, reporting.registered(service))
    reporting.identified(ada, legal_name="Ada Whitfield-Moss", family_name="Whitfield-Moss")
    return completion


def papers(service: Service) -> list[Verified]:
    """Return what every certificate verifies as, oldest first."""
    with reading(service.engine) as connection:
        codes = connection.execute(select(certificate.c.code).order_by(certificate.c.id)).scalars()
        found = [verify(service, code) for code in codes]
    return [one for one in found if one is not None]


def test_certificates_are_issued_in_the_new_name(service: Service, ada: Actor, done: str) -> None:
    """The old one verifies as replaced by the new; the claim keeps the name of its day."""
    assert done
    made = reissue(ada)
    old, new = papers(service)
    assert (len(made), old.state, new.state) == (1, "replaced", "valid")
    assert (old.name, new.name) == ("Ada Whitfield, MD", "Ada Whitfield-Moss, MD")
    assert (old.claimed, old.completed_on) == (new.claimed, new.completed_on)
    with reading(service.engine) as connection:
        kept = connection.execute(select(claim.c.snapshot)).scalar_one()
    assert ClaimSnapshot.model_validate_json(kept).legal_name == "Ada Whitfield"
    found = [str(finding) for one in doctor(system(service)) for finding in one.findings]
    assert not [one for one in found if "claim" in one or "certificate" in one]


def test_a_second_click_changes_nothing(service: Service, ada: Actor, done: str) -> None:
    """There is nothing in another name any more."""
    assert done
    reissue(ada)
    assert reissue(ada) == ()
    assert (count(service, "certificate"), len(lines(service, "certificate.reissue"))) == (2, 1)


def test_the_office_issues_them_too(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """On a letter, for somebody who signs in no more."""
    assert done
    assert len(reissue(cora, ada.public_id)) == 1
    assert papers(service)[-1].name == "Ada Whitfield-Moss, MD"


def test_what_was_withdrawn_stays_so(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """A new name brings nothing back."""
    withdraw(cora, done, "Claimed in error.")
    assert reissue(ada) == ()
    assert count(service, "certificate") == 1


@pytest.fixture
def accepted(service: Service, ada: Actor, cora: Actor) -> str:
    """What PARS accepted of Ada Whitfield."""
    reporting.identified(ada)
    reporting.consent(ada, "states")
    done = reporting.claimed(ada, reporting.registered(service))
    send(cora, make_batch(cora, "excel", after="").batch)
    reporting.put(service, done, "cme", "accepted")
    return done


def test_what_pars_accepted_stays_unless_the_office_chooses(
    service: Service, ada: Actor, cora: Actor, accepted: str
) -> None:
    """Then it is deleted and added, once, with the reason kept beside the log (pitfall 9)."""
    reporting.identified(ada, legal_name="Ada Whitfield-Moss", family_name="Whitfield-Moss")
    reissue(ada)
    assert reporting.records(service, accepted) == [("cme", 1, "add", "accepted")]
    (one,) = reported_otherwise(cora, ada.public_id)
    assert (one.to, one.differs) == ("State boards", ("name",))
    with pytest.raises(ReasonMissing):
        report_anew(cora, ada.public_id, " ")
    assert report_anew(cora, ada.public_id, "Married.") == 1
    assert report_anew(cora, ada.public_id, "Married.") == 0
    assert reporting.records(service, accepted) == [
        ("cme", 1, "add", "accepted"),
        ("cme", 2, "delete", "ready"),
        ("cme", 3, "add", "ready"),
    ]
    assert "Married" not in str(lines(service, "report.renew")[0].data)
    with reading(service.engine) as connection:
        (task,) = tasks.about(connection, f"person:{ada.public_id}")
    assert json.loads(task.body) == {"reason": "Married."}


def test_the_same_particulars_are_not_reported_anew(
    service: Service, ada: Actor, cora: Actor, accepted: str
) -> None:
    """Deleting and adding the same would only risk what PARS holds."""
    assert reported_otherwise(cora, ada.public_id) == ()
    assert report_anew(cora, ada.public_id, "To be sure.") == 0
    assert reporting.records(service, accepted) == [("cme", 1, "add", "accepted")]


def test_what_could_not_be_added_again_is_not_taken_back(
    ada: Actor, cora: Actor, accepted: str
) -> None:
    """Without consent the deletion would go and nothing would follow."""
    assert accepted
    reporting.identified(ada, family_name="Whitfield-Moss")
    reporting.consent(ada, "states", given=False)
    assert report_anew(cora, ada.public_id, "Married.") == 0


@pytest.mark.parametrize("opened", ["kept", "merged into it"])
def test_all_accounts_of_a_person_are_reported_anew(
    service: Service, cora: Actor, opened: str
) -> None:
    """Whichever of them is opened: what each one earned, and its certificate, are seen to."""
    old = account(service, "eve@umich.example.edu", "Eve Ng")
    kept = account(service, "eve@med.umich.example.edu", "Eve Ng")
    done = []
    for actor, slug, accme in ((old, "first", "202612345"), (kept, "second", "202612346")):
        reporting.identified(actor)
        reporting.consent(actor, "states")
        key = reporting.registered(service, slug=slug, accme=accme)
        done.append(reporting.claimed(actor, key))
    send(cora, make_batch(cora, "excel", after="").batch)
    for one in done:
        reporting.put(service, one, "cme", "accepted")
    eve = merged(cora, old, kept)
    reporting.identified(eve, legal_name="Eve Ng-Moss", family_name="Ng-Moss")
    person = (old if opened == "merged into it" else kept).public_id
    assert len(reissue(cora, person)) == 2
    assert len(reported_otherwise(cora, person)) == 2
    assert report_anew(cora, person, "Married.") == 2
    for one in done:
        assert [each[2:] for each in reporting.records(service, one)] == [
            ("add", "accepted"),
            ("delete", "ready"),
            ("add", "ready"),
        ]
    assert (reported_otherwise(cora, person), report_anew(cora, person, "Married.")) == ((), 0)
    seen = preview(cora)
    assert (seen.additions, seen.deletions, seen.reasons) == (2, 2, ())


def test_what_was_not_sent_bears_the_new_name_anyway(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """Nothing is written twice."""
    assert report_anew(cora, ada.public_id, "Married.") == 0
    assert reporting.records(service, done) == [("cme", 1, "add", "ready")]


def test_a_profile_without_changes_replaces_nothing(service: Service, dan: Actor) -> None:
    """Certificates in the name on file stay as they are."""
    make(dan, completed(dan, publish(service)), quarters=4, boards={}, attested=True)
    assert reissue(dan) == ()
    assert count(service, "certificate") == 1


def test_nobody_issues_what_is_somebody_elses(ada: Actor, dan: Actor) -> None:
    """A foreign id is answered as an unknown one, and reports are the office's."""
    with pytest.raises(NotFound):
        reissue(dan, ada.public_id)
    with pytest.raises(NotAllowed):
        report_anew(ada, ada.public_id, "Married.")
