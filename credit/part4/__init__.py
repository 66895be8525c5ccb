"""Part IV: quality projects, who took part in them, and what boards give for it."""
