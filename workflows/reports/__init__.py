"""Views that staff read and print: the roster of an activity, one person's records."""
