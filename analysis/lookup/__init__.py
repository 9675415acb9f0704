"""What a reader can look up: terms and definitions, and how any spelling of them is found."""
