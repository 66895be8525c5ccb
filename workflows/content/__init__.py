"""Acts and views about content: publishing banks, registrations, editions, the catalogue."""
