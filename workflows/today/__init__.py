"""What waits for a person of the office, an author or a reviewer today, subject by subject."""
