"""Pure functions of a network: what it is on a day, and what follows from it."""
