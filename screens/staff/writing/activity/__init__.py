"""The form of a self-assessment itself, one file for each group of its fields."""
