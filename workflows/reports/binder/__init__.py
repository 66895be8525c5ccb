"""The audit binder of an activity: one file for each group of sections, and what prints them."""
