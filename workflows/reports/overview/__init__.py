"""The overview of the program: one file for each section of it."""
