"""The user guides of docs/guide, read and shown inside the program, without network."""
