"""What happened: the database, its tables and the statements that read and write them."""
