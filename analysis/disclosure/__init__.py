"""What may leave for the public: which figures are hidden, and proof that nobody can find them."""
