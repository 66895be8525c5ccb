"""One file for each foreign format: how its questions become items of a bank, and back."""
