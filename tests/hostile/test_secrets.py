"""Secrets: none stands in a file of ours, and none ever stood in one."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings

from settings import ROOT
from tests.evidence import FULL, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = "make evidence ONLY=secrets"
# What a real key, token or password looks like. Entropy alone finds digests and public ids, of
# which this repository is full; these find what opens something.
PLUGINS = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector",
    "CloudantDetector", "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector",
    "IbmCloudIamDetector", "JwtTokenDetector", "MailchimpDetector", "NpmDetector",
    "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector",
    "SlackDetector", "SoftlayerDetector", "SquareOAuthDetector", "StripeDetector",
    "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
# Addresses and tokens that are made up: the host is nobody's, or the test makes the key itself.
MADE_UP = re.compile(
    r"example\.(edu|org|com)|127\.0\.0\.1|localhost|@host|user:password|me:p|evil\.example"
    r"|me%40|\{|nobody:|name:secret|user:pass"
)


def found(lines: Iterator[str]) -> list[str]:
    """Return the lines in which something looks like a secret that is not made up."""
    with transient_settings({"plugins_used": [{"name": one} for one in PLUGINS]}):
        return [
            line[:80]
            for line in lines
            if any(True for _ in scan_line(line)) and not MADE_UP.search(line)
        ]


def git(*command: str) -> bytes:
    """Return what git says, or skip where this is no clone."""
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if done.returncode:
        pytest.skip("this is no clone of the repository")
    return done.stdout


def suspicious(texts: Iterator[str]) -> Iterator[str]:
    """Give the lines that hold anything a detector could mean: most hold none, and cost nothing."""
    sign = re.compile(
        r"key|token|secret|pass|auth|://|eyJ|AKIA|xox|gh[opsu]_|[A-Za-z0-9_-]{32}", re.IGNORECASE
    )
    return (one for one in texts if len(one) < 2_000 and sign.search(one))


def test_a_secret_would_be_found() -> None:
    """A key of a cloud, a private key, a password in an address."""
    planted = [
        "aws = 'AKIA" + "IOSFODNN7EXAMPLF'",
        "-----BEGIN RSA PRIVATE" + " KEY-----",
        "postgresql://svc:" + "hunter2hunter2@db.internal/name",
        "github = 'ghp_" + "a1B2" * 9 + "'",
    ]
    assert found(suspicious(iter(planted))) == planted
    assert found(suspicious(iter(["postgresql://user:password@host/name", "a = 1"]))) == []


def test_no_file_holds_a_secret() -> None:
    """Of all that git keeps here."""
    names = git("ls-files", "-z", "--", "*.py", "*.toml", "*.txt", "*.md", "*.yaml", "Makefile",
                "*.json", "*.cfg", "*.ini", "*.sh", "*.conf", "*.service", "*.yml")  # fmt: skip
    paths = [ROOT / one.decode() for one in names.split(b"\0") if one]
    small = [one for one in paths if one.is_file() and one.stat().st_size < 300_000]
    lines = (line for one in small for line in one.read_text("utf-8", "replace").splitlines())
    assert len(small) > 900
    assert found(suspicious(lines)) == []


@pytest.mark.evidence
@pytest.mark.skipif(not FULL, reason="the whole history is read under make evidence")
def test_no_commit_ever_held_a_secret() -> None:
    """What was taken out again is still in every clone."""
    history = git("log", "-p", "--unified=0", "--no-color", "--all", "--", ".", ":!*.svg")
    added = [one[1:] for one in history.decode("utf-8", "replace").splitlines() if one[:1] == "+"]
    commits = int(git("rev-list", "--all", "--count"))
    assert found(suspicious(iter(added))) == []
    seen("Hostile", "secrets", "No commit ever held a key, a token or a password.",
         COMMAND, commits=commits, lines_added=len(added), secrets=0)  # fmt: skip
