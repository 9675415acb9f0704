"""A dossier as a file of any form: one name for each, for the command and for the page alike."""

from __future__ import annotations

from typing import Literal

from analysis.exports.dossier.html_writer import as_html
from analysis.exports.dossier.model import Dossier
from analysis.exports.dossier.pdf_writer import as_pdf
from analysis.exports.dossier.record import as_json

Form = Literal["html", "pdf", "json"]
FORMS: dict[Form, str] = {
    "html": "text/html",
    "pdf": "application/pdf",
    "json": "application/json",
}
"""Every form with its media type."""


def dossier_bytes(dossier: Dossier, form: Form) -> bytes:
    """Return a dossier as a file."""
    if form == "pdf":
        return as_pdf(dossier)
    text = as_html(dossier) if form == "html" else as_json(dossier)
    return text.encode("utf-8")
