"""What every page is built from: the frame around it and one component of each kind."""
