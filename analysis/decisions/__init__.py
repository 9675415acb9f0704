"""What to fund next: gates, the law's order, scores as a second opinion, the best portfolio."""
