"""Questions that return: what was missed is asked again, a few a week, for whoever wished it."""
