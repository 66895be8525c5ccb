"""Files for ACCME's PARS: learner and activity records out, PARS' answers in."""
