"""Published figures, real programmes and a simulated province, mapped to our tables."""
