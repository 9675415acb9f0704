"""The pages for the public: figures of a frozen set and nothing else; no snapshot is opened."""
