"""The bank language: what education staff write, how it is read, checked and frozen."""
