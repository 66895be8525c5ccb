"""Messages to people: what is put, what each says now, and how it leaves."""
