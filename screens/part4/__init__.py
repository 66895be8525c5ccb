"""Screens of Part IV: own projects, one project, the personal link, and the program's roster."""
