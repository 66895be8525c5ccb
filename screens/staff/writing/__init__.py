"""What the screen Write is made of: the list of a bank, the form of an item, its preview."""
