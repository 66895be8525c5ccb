"""A setting that must not be used."""

from __future__ import annotations


class SettingsRefused(Exception):
    """A setting that must not be used; the message says which and what to do."""
