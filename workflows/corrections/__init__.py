"""Putting a published question right: proposals, what they change, who is told, appeals, replay."""
