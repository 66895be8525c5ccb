"""Addresses, numbers and names, each read and bounded."""

from __future__ import annotations

import re
from calendar import isleap
from typing import TYPE_CHECKING

from settings.refused import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE = re.compile(r"sqlite:///\S.*|postgresql(\+psycopg)?://\S+")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?")
PROVIDER_ID = re.compile(r"[0-9]{7}")
DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,100}")
YEAR_DIGITS = 4
DAYS = re.compile(r"[+-]?[0-9]{1,4}")
HERE = "here"
DESK_PATH = re.compile(r"/[a-z0-9-]{1,60}")


def address(url: str) -> str:
    """Return the address that browsers use."""
    if not ADDRESS.fullmatch(url):
        message = (
            f'PUBLIC_URL is "{url}"; set it to the address that browsers use, without a path, like'
            " https://learn.example.edu."
        )
        raise SettingsRefused(message)
    return url


def database(url: str) -> str:
    """Return the address of the database."""
    if not DATABASE.fullmatch(url):
        # The value stays out of the sentence: it may hold a password.
        message = (
            "DATABASE_URL is no address of a database; set it to sqlite:///data/service.sqlite or"
            " postgresql://user:password@host/name, or leave it out."
        )
        raise SettingsRefused(message)
    return url


def desk_address(text: str, public_url: str) -> str:
    """Return the address of the desk, "" where it is here; a path is one of our own address."""
    if text == HERE:
        return ""
    if DESK_PATH.fullmatch(text):
        return f"{public_url}{text}"
    if ADDRESS.fullmatch(text.rstrip("/")) and text.rstrip("/") != public_url:
        return text.rstrip("/")
    message = (
        f'DESK is "{text}"; leave it out where the bank folder is, and elsewhere set it to what'
        " leads to that node: a path of this address, like /at-desk, or an address of its own,"
        " like https://desk.example.edu."
    )
    raise SettingsRefused(message)


def matching(environment: Mapping[str, str], name: str, pattern: re.Pattern[str], what: str) -> str:
    """Return what a setting says in the one form it may have, "" where it is left out."""
    text = environment.get(name, "")
    if text and not pattern.fullmatch(text):
        message = f'{name} is "{text}"; set it to {what}, or leave it out.'
        raise SettingsRefused(message)
    return text


def birth_year(text: str) -> int:
    """Return the year that stands before month and day of birth: a leap year, for 29 February."""
    if not (text.isdecimal() and len(text) == YEAR_DIGITS and isleap(int(text))):
        message = f'PARS_BIRTH_YEAR is "{text}"; set it to a leap year, like 1904.'
        raise SettingsRefused(message)
    return int(text)


def limit(environment: Mapping[str, str], name: str, plain: int, bounds: tuple[int, int]) -> int:
    """Return how long a session may rest or live: shorter is a nuisance, longer is an open door."""
    text, (least, most) = environment.get(name, str(plain)), bounds
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        message = f'{name} is "{text}"; set it to a whole number from {least} to {most}.'
        raise SettingsRefused(message)
    return int(text)


def clock_days(mode: str, text: str) -> int:
    """Return by how many days the clock is ahead; nothing but a demonstration has another day."""
    if not DAYS.fullmatch(text):
        message = f'CLOCK_DAYS is "{text}"; set it to a number of days, like 30 or -30.'
        raise SettingsRefused(message)
    if int(text) and mode != "demo":
        message = "CLOCK_DAYS is for the demonstration only; leave it out."
        raise SettingsRefused(message)
    return int(text)
