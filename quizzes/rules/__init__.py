"""What the checker asks of a bank: one small function a rule, one file a subject."""
