"""The dashboard: pages that draw what `analysis` returns. It holds no SQL and no arithmetic."""
