"""Acts and views about reports to the boards and states through ACCME's PARS."""
