"""Rules: law and definitions as dated, cited clauses; what follows from them on a day, and why."""
