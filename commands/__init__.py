"""The command line by subject; manage.py is its door."""
