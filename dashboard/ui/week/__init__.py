"""What is due: the next steps of the projects under way, officer by officer."""
