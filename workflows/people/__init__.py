"""Acts and views about people: signing in and out, profiles, roles."""
