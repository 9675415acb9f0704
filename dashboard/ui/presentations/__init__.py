"""The deck builder: what to put in, in which order, for whom; and the deck made of it."""
