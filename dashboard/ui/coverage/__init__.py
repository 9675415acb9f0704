"""The sections of the page Độ phủ / Coverage."""
