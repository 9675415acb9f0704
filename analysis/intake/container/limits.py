"""Limits of what a handed-in file may be; far above any honest workbook."""

from __future__ import annotations

MAX_FILE = 300_000_000
"""Bytes of a file on disk."""
MAX_UNPACKED = 1 << 30
"""Bytes of all parts of a zip together, unpacked."""
MAX_ENTRIES = 2_000
"""Parts of a zip; a workbook of 300 sheets has fewer than a thousand."""
MAX_DIRECTORY = 2 << 20
"""Bytes of the list of parts; more than a kilobyte for each."""
MAX_RATIO = 200
"""Unpacked over packed bytes; a million rows of empty formatted cells reach 25."""
SUSPICIOUS_RATIO = 50
"""From here on the declared size is checked by unpacking."""
RATIO_FLOOR = 16 << 20
"""Unpacked bytes below which no ratio is dangerous."""
MAX_CELLS = 60_000_000
"""Rows × columns of a used range that a parser can hold within the memory limit."""
SECONDS_TO_EXPLAIN = 20.0
