"""Clinical initiatives: who is asked to complete which self-assessments, by when, and who has."""
