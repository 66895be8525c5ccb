"""Commitments to change: made after an activity, and asked about sixty days later."""
