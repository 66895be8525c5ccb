"""An identity provider that others wrote, in a thread: its OpenID Connect is not ours."""

from __future__ import annotations

import importlib
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NORA = {"email": "nora@example.edu", "email_verified": True, "name": "Nora Okafor"}


@contextmanager
def mock_provider() -> Iterator[str]:
    """Give its issuer; it knows Nora as `nora-1`, and anybody else by what they type."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        # It uses parts of Authlib that are to go, none of which the service uses; they say so
        # whatever was asked for before this is read.
        importlib.import_module("authlib.deprecate")
        warnings.simplefilter("ignore")
        mock = importlib.import_module("oidc_provider_mock")
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # it speaks plain http on this machine
        nora = mock.User(sub="nora-1", claims=NORA)
        with mock.run_server_in_thread(user_claims=[nora], require_nonce=True) as server:
            yield f"http://localhost:{server.server_port}"
