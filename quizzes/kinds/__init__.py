"""One file for each type of item: its fields, its key, its face before the answer."""
