"""The screens of education staff."""
