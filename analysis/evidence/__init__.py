"""What may be claimed: effects, their intervals, the doubts about them and the grade they earn."""
