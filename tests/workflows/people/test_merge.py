"""Two accounts of one person: merged by two of the office, read as one, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import consents, people, tasks
from storage.connect import reading
from tests import reporting
from tests.amending import ISSUER, account, amend, colleague, in_force
from tests.editions import publish
from tests.learning import OPINION, attempted, completed
from tests.taking import RIGHT, answer, chain_faults, count, lines, start_at
from tests.together import overtaken
from workflows.attempts.result import result
from workflows.attempts.settle import submit
from workflows.content.home import home
from workflows.credit import claim
from workflows.credit.claim import make
from workflows.credit.documents import certificate, transcript
from workflows.credit.evaluate import give
from workflows.credit.offer import offer
from workflows.credit.records import records
from workflows.credit.refusals import ClaimedInOtherAccount, EarnsNoCredit
from workflows.desk.decision import (
    AboutYourself,
    Decided,
    NoReason,
    OwnProposal,
    WaitingAlready,
)
from workflows.operations.doctor import doctor
from workflows.pars import grounds
from workflows.people import profile, session
from workflows.people.enrol import grant_role
from workflows.people.merge import (
    Merged,
    MergedAlready,
    MergeGivesRoles,
    MergeTakesOperator,
    NotMerged,
    SameAccount,
    confirm,
    propose,
    refuse,
)
from workflows.people.named import named
from workflows.people.search import search
from workflows.refusals import NotAllowed, NotFound, SignedOut
from workflows.reports.person import open_person
from workflows.reports.roster import roster

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

UMICH, MED = "eve@umich.example.edu", "eve@med.umich.example.edu"


@pytest.fixture
def old(service: Service) -> Actor:
    """Eve, as she signed in at first."""
    return account(service, UMICH, "Eve Ng")


@pytest.fixture
def new(service: Service, old: Actor) -> Actor:
    """Eve by her other address, an account that came after the first."""
    assert old.person_id is not None
    return account(service, MED, "Eve Ng")


@pytest.fixture
def emil(service: Service) -> Actor:
    """The second person of the office."""
    return colleague(service)


def merge(cora: Actor, person: Actor, into: Actor | None, reason: str = "One person.") -> Merged:
    """Propose and have it confirmed; None: undo."""
    made = propose(cora, person.public_id, into.public_id if into else None, reason)
    return confirm(colleague(cora.service), person.public_id, made)


def by(service: Service, address: str) -> Actor:
    """Sign in by an address."""
    return session.enter(service, session.digest_of(session.sign_in(service, ISSUER, address)))


def test_either_address_enters_the_account_that_is_kept(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Nothing was moved: one row says so, and everything sealed is in order."""
    assert merge(cora, old, new) == Merged(new.public_id, 0)
    assert by(service, UMICH).public_id == by(service, MED).public_id == new.public_id
    assert named(service, UMICH).public_id == new.public_id
    assert count(service, "merge") == 1
    assert all(not one.findings for one in doctor(session.system(service)) if one.about in CHECKED)
    line = lines(service, "merge.confirm")[0]
    assert (line.on, line.data["into"]) == (f"person:{old.public_id}", new.public_id)


CHECKED = {"log", "records", "entrances"}


def test_ids_of_answers_for_each_of_them(
    service: Service, cora: Actor, ada: Actor, old: Actor, new: Actor
) -> None:
    """The account in use comes first; somebody else is alone."""
    merge(cora, old, new)
    with reading(service.engine) as connection:
        both = (new.person_id, old.person_id)
        for one in both:
            assert people.ids_of(connection, one or 0) == both
        assert people.ids_of(connection, ada.person_id or 0) == (ada.person_id,)


def test_whoever_is_signed_in_signs_in_again(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """No page goes on as an account that is none any more."""
    merge(cora, old, new)
    for actor in (old, new):
        with pytest.raises(SignedOut):
            session.enter(service, actor.session or "")


def test_what_either_did_is_the_persons_own(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Records, home, papers and the office's pages hold both."""
    first, second = publish(service), publish(service, slug="second")
    done = completed(old, first)
    paper = make(old, done, quarters=4, boards={}, attested=True).certificate
    completed(new, second)
    merge(cora, old, new)
    eve = by(service, MED)
    assert {(one.key, one.state) for one in records(eve).records} == {
        (first, "claimed"), (second, "due"),
    }  # fmt: skip
    assert [one.certificate for one in home(eve).certificates] == [paper]
    assert certificate(eve, paper).content.startswith(b"%PDF")
    assert b"A small self-assessment" in transcript(eve, "csv").content
    assert offer(eve, done).claimed is not None
    assert profile.see(eve).addresses == (MED, UMICH)
    for page in (open_person(cora, old.public_id), open_person(cora, new.public_id)):
        assert {one.key for one in page.records} == {first, second}
        assert page.addresses == (MED, UMICH)


def test_an_attempt_begun_in_the_old_account_is_gone_on_with(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Its answers are there, it is submitted, evaluated and claimed by the account in use."""
    key = publish(service)
    attempt = start_at(old, key)
    answer(old, attempt, {1: RIGHT, 2: RIGHT})
    merge(cora, old, new)
    eve = by(service, UMICH)
    assert [one.at.answered for one in home(eve).open] == [2]
    assert start_at(eve, key) == attempt
    answer(eve, attempt, {3: RIGHT, 4: RIGHT})
    submit(eve, attempt)
    assert result(eve, attempt).passed
    done = give(eve, attempt, OPINION)
    assert make(eve, done, quarters=4, boards={}, attested=True).certificate


def test_attempts_of_both_are_counted_together(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """A second account gives no more attempts than one."""
    key = publish(service, attempts_max=2)
    attempted(old, key, right=0)
    attempted(new, key, right=0)
    merge(cora, old, new)
    assert [one.own.attempts_left for one in home(by(service, MED)).again] == []
    assert open_person(cora, new.public_id).records[0].own.attempts_used == 2


def test_the_roster_has_one_line_for_the_person(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """With what was claimed by either, and the best of all attempts."""
    key = publish(service)
    make(old, completed(old, key), quarters=4, boards={}, attested=True)
    attempted(new, key, right=0)
    before = roster(cora, key)
    merge(cora, old, new)
    page = roster(cora, key)
    assert (before.started, page.started, page.claimed) == (2, 1, 1)
    assert [(one.person, one.attempts, one.credit, one.stage) for one in page.lines] == [
        (new.public_id, 2, "1.00", "claimed")
    ]


def test_people_are_found_once_by_either_address(cora: Actor, old: Actor, new: Actor) -> None:
    """The account that was merged is no result of its own."""
    merge(cora, old, new)
    for words in (UMICH, MED, "eve ng"):
        assert [one.person for one in search(cora, words).people] == [new.public_id]


def test_a_consent_given_in_either_counts_until_it_is_taken_back(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """What the person said last is in force."""
    reporting.consent(old, "ABIM")
    merge(cora, old, new)
    with reading(service.engine) as connection:
        given = consents.latest_consent(connection, new.person_id or 0, "ABIM")
        assert given is not None
        assert given.given
    reporting.consent(by(service, MED), "ABIM", given=False)
    with reading(service.engine) as connection:
        taken = consents.latest_consent(connection, old.person_id or 0, "ABIM")
        assert taken is not None
        assert not taken.given


def test_reports_ask_for_the_consent_of_either(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """What was agreed to before the merge holds after it, with the profile in use."""
    reporting.consent(old, "states")
    merge(cora, old, new)
    with reading(service.engine) as connection:
        found = grounds.learners(connection, [old.person_id or 0, new.person_id or 0])
    assert [one.consents for one in found.values()] == [frozenset({"states"})] * 2


def test_an_author_earns_no_credit_by_another_address(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Both addresses are theirs."""
    key = publish(service, in_control=(UMICH,))
    passed = attempted(new, key)
    merge(cora, old, new)
    with pytest.raises(EarnsNoCredit):
        give(by(service, MED), passed, OPINION)


def test_what_both_claimed_is_a_task_until_one_is_taken_back(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Nothing is decided for the office; an amendment closes the task, and one claim counts."""
    key = publish(service)
    first, second = completed(old, key), completed(new, key)
    for actor, done in ((old, first), (new, second)):
        make(actor, done, quarters=4, boards={}, attested=True)
    assert merge(cora, old, new) == Merged(new.public_id, 1)
    assert doubles(service, new) == [None]
    amend(cora, second, {"cme": 0}, "The same activity twice.")
    assert doubles(service, new) == ["closed"]
    assert in_force(service, first) == {"cme": (1, 4)}
    with pytest.raises(ClaimedInOtherAccount):
        amend(cora, second, {"cme": 4}, "Again.")


def test_a_claim_that_was_being_made_is_found_by_the_merge(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """It waits for the claim, and the office hears of the activity that is claimed twice."""
    key = publish(service)
    first, second = completed(old, key), completed(new, key)
    make(new, second, quarters=4, boards={}, attested=True)
    made = propose(cora, old.public_id, new.public_id, "One person.")
    receipt, merged = overtaken(
        lambda: make(old, first, quarters=4, boards={}, attested=True),
        lambda: confirm(emil, old.public_id, made),
        before=(claim, "book"),
    )
    assert receipt.claims
    assert merged == Merged(new.public_id, 1)
    assert doubles(service, new) == [None]


def test_a_claim_that_waited_for_a_merge_is_not_made(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """By either account: its session ended meanwhile."""
    key = publish(service)
    first, second = completed(old, key), completed(new, key)
    make(new, second, quarters=4, boards={}, attested=True)
    made = propose(cora, old.public_id, new.public_id, "One person.")
    merged, told = overtaken(
        lambda: confirm(emil, old.public_id, made),
        lambda: make(old, first, quarters=4, boards={}, attested=True),
        before=(people, "end_sessions_of"),
    )
    assert merged == Merged(new.public_id, 0)
    assert isinstance(told, SignedOut)
    assert in_force(service, first) == {}


def test_two_completions_of_one_activity_are_claimed_once_at_one_moment(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Two tabs of the account that is kept, one for each of the person's completions."""
    key = publish(service)
    first, second = completed(old, key), completed(new, key)
    merge(cora, old, new)
    eve = by(service, MED)
    claimed, told = overtaken(
        lambda: make(eve, first, quarters=4, boards={}, attested=True),
        lambda: make(eve, second, quarters=4, boards={}, attested=True),
        before=(claim, "book"),
    )
    assert claimed.claims
    assert isinstance(told, ClaimedInOtherAccount)
    assert count(service, "claim") == 1


def test_whoever_was_signing_in_during_a_merge_signs_in_again(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """No session of the account that counts as another lives on."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    token, merged = overtaken(
        lambda: session.sign_in(service, ISSUER, UMICH),
        lambda: confirm(emil, old.public_id, made),
        before=(people, "open_session"),
    )
    assert merged == Merged(new.public_id, 0)
    with pytest.raises(SignedOut):
        session.enter(service, session.digest_of(token))


def test_a_sign_in_that_waited_for_a_merge_enters_the_account_that_is_kept(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """Whose the address is, is asked again after the wait."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    merged, token = overtaken(
        lambda: confirm(emil, old.public_id, made),
        lambda: session.sign_in(service, ISSUER, UMICH),
        before=(people, "end_sessions_of"),
    )
    assert merged == Merged(new.public_id, 0)
    assert session.enter(service, session.digest_of(token)).public_id == new.public_id


def doubles(service: Service, actor: Actor) -> list[str | None]:
    """Return the state of each task about a double claim."""
    with reading(service.engine) as connection:
        rows = tasks.of_person(connection, actor.person_id or 0, "double")
    return [row.state for row in rows]


def test_one_activity_is_claimed_once(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """A completion that waited in the other account gives nothing more."""
    key = publish(service)
    make(old, completed(old, key), quarters=4, boards={}, attested=True)
    waiting = completed(new, key)
    merge(cora, old, new)
    with pytest.raises(ClaimedInOtherAccount, match="cme@example"):
        make(by(service, MED), waiting, quarters=4, boards={}, attested=True)


def test_a_merge_is_undone_by_two(service: Service, cora: Actor, old: Actor, new: Actor) -> None:
    """Each is what they were, also where both were numbered together in between."""
    key = publish(service, attempts_max=9)
    attempted(old, key, right=0)
    attempted(new, key, right=0)
    merge(cora, old, new)
    attempted(by(service, MED), key, right=0)
    assert merge(cora, old, None, "Two people after all.") == Merged(None, 0)
    first, second = by(service, UMICH), by(service, MED)
    assert (first.public_id, second.public_id) == (old.public_id, new.public_id)
    assert open_person(cora, old.public_id).records[0].own.attempts_used == 1
    assert open_person(cora, new.public_id).records[0].own.attempts_used == 2
    for actor in (first, second):
        attempted(actor, key)
    assert merge(cora, old, new) == Merged(new.public_id, 0)
    assert count(service, "merge") == 3
    assert not chain_faults(service)


def test_tasks_of_a_merge_that_is_undone_are_closed(
    service: Service, cora: Actor, old: Actor, new: Actor
) -> None:
    """Two people may both claim."""
    key = publish(service)
    for actor in (old, new):
        make(actor, completed(actor, key), quarters=4, boards={}, attested=True)
    merge(cora, old, new)
    merge(cora, old, None, "Two people.")
    assert doubles(service, new) == ["closed"]


def test_a_confirmation_again_changes_nothing(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """The second click returns the first receipt."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    assert made == propose(cora, old.public_id, new.public_id, "One person.")
    first = confirm(emil, old.public_id, made)
    assert first == confirm(emil, old.public_id, made)
    assert (count(service, "merge"), count(service, "task")) == (1, 1)


def test_nobody_confirms_their_own(cora: Actor, old: Actor, new: Actor) -> None:
    """It takes a second person."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    with pytest.raises(OwnProposal):
        confirm(cora, old.public_id, made)


def test_nobody_confirms_a_merge_of_their_own_accounts(
    service: Service, cora: Actor, old: Actor
) -> None:
    """Not even the second person, whichever of the two they are."""
    emil = colleague(service)
    made = propose(cora, emil.public_id, old.public_id, "One person.")
    with pytest.raises(AboutYourself):
        confirm(emil, emil.public_id, made)


def test_nobody_comes_into_roles_by_a_merge(cora: Actor, emil: Actor, old: Actor) -> None:
    """The other address might be easier to come by."""
    with pytest.raises(MergeGivesRoles, match="staff"):
        propose(cora, old.public_id, emil.public_id, "One person.")


def test_nobody_takes_an_operators_role_by_a_merge(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """Only operators do, and the last one stays; nor is it done by what was proposed before."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    grant_role(session.system(service), old.public_id, "operator")
    with pytest.raises(MergeTakesOperator):
        propose(cora, old.public_id, new.public_id, "One person.")
    with pytest.raises(MergeTakesOperator):
        confirm(emil, old.public_id, made)
    grant_role(session.system(service), new.public_id, "operator")
    assert confirm(emil, old.public_id, made) == Merged(new.public_id, 0)


def test_roles_granted_since_are_asked_for_again(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """What was harmless when it was proposed may not be when it is confirmed."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    grant_role(session.system(service), new.public_id, "operator")
    with pytest.raises(MergeGivesRoles):
        confirm(emil, old.public_id, made)


def test_an_account_takes_part_in_one_merge(
    service: Service, cora: Actor, ada: Actor, old: Actor, new: Actor
) -> None:
    """No chains and no circles: the other merge is undone first."""
    merge(cora, old, new)
    for person, into in ((old, ada), (new, ada), (ada, old)):
        with pytest.raises(MergedAlready):
            propose(cora, person.public_id, into.public_id, "One person.")
    third = account(service, "eve@third.example.edu", "Eve Ng")
    assert merge(cora, third, new) == Merged(new.public_id, 0)
    with reading(service.engine) as connection:
        ids = people.ids_of(connection, old.person_id or 0)
    assert ids == (new.person_id, old.person_id, third.person_id)


def test_two_merges_into_each_other_end_as_one(
    cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """The second is stale, whichever it is."""
    one = propose(cora, old.public_id, new.public_id, "One person.")
    other = propose(cora, new.public_id, old.public_id, "One person.")
    confirm(emil, old.public_id, one)
    with pytest.raises(MergedAlready):
        confirm(emil, new.public_id, other)


def test_one_undo_at_a_time(cora: Actor, emil: Actor, old: Actor, new: Actor) -> None:
    """A second one waits for the first, and then there is nothing to undo."""
    merge(cora, old, new)
    undo = propose(cora, old.public_id, None, "Two people.")
    with pytest.raises(WaitingAlready):
        propose(emil, old.public_id, None, "Also me.")
    confirm(emil, old.public_id, undo)
    with pytest.raises(NotMerged):
        propose(cora, old.public_id, None, "Again.")


def test_a_merge_is_refused_with_its_reason(
    service: Service, cora: Actor, emil: Actor, old: Actor, new: Actor
) -> None:
    """It stays to be read, and cannot be confirmed any more."""
    made = propose(cora, old.public_id, new.public_id, "One person.")
    refuse(emil, old.public_id, made, "Two people of one name.")
    with pytest.raises(Decided):
        confirm(emil, old.public_id, made)
    assert count(service, "merge") == 0


def test_the_same_account_twice_an_unknown_one_and_no_reason_are_refused(
    service: Service, cora: Actor, old: Actor
) -> None:
    """Nothing is written."""
    with pytest.raises(SameAccount):
        propose(cora, old.public_id, old.public_id, "One person.")
    with pytest.raises(NotFound):
        propose(cora, old.public_id, "0" * 32, "One person.")
    with pytest.raises(NoReason):
        propose(cora, old.public_id, "0" * 32, " ")
    assert count(service, "task") == 0


def test_only_the_office_merges(ada: Actor, old: Actor, new: Actor) -> None:
    """Not the person whose accounts they are, who would then hold another's records."""
    with pytest.raises(NotAllowed):
        propose(ada, old.public_id, new.public_id, "Mine.")
