"""What files taken away have in common, whichever door they leave by."""
