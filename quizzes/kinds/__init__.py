"""One file for each type of item: its fields, its key, and what a physician may see before answering."""
