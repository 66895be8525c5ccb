"""Flaws of item writing: one small function a rule, one file a family, all in one registry."""
