"""What people do: acts that change something and views that only look, by subject."""
