"""The page of terms and definitions."""
