"""What a completion is worth, and to whom: pure rules over dated data."""
