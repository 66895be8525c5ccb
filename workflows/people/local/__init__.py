"""Accounts with a password here: for whoever is of no institution that signs people in."""
