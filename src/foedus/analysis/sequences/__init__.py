"""What dyads did in which order, how long it took, and what one has that another lacks."""
