"""How questions perform: classical statistics of items and of the test they make together."""
