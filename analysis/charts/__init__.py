"""Charts: one Plotly builder per measure, drawn alike on every screen, slide and notebook."""
