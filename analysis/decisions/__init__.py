"""What to do next: which projects to fund."""
