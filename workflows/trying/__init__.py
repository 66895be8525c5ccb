"""Trying a self-assessment before physicians do: by its authors, and by testers who are timed."""
