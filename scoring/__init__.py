"""From answers to scores: marking, passing, all in exact fractions."""
