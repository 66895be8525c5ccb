"""Changing bank files by form: opened with their digest, saved only over what was opened."""
