"""Writing at the desk: one file for each act and view of the forms that fill a bank's files."""
