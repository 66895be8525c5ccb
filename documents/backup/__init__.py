"""Backups: one file that holds everything, written and read as a stream."""
