"""What to fund next: gates before points, the law's own order, and the candidates of a plan."""
