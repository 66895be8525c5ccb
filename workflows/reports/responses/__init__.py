"""Responses for analysis elsewhere: tables without names, and the dictionary of their columns."""
