"""The XML parts of a workbook: what their beginnings tell before a parser reads them."""

from __future__ import annotations

import html
import re
import zipfile

from analysis.intake.container.model import SETTINGS_SHEET, Notice
from analysis.intake.container.notices import notice
from analysis.intake.container.refusals import refusal, shown
from analysis.intake.container.zip_parts import HEAD, Parts, head_of

_SHEETS_LOOKED_INTO = 64
_SHEETS_NAMED = 10
_PROLOG = re.compile(rb"(?>\s|<!--.*?-->|<\?.*?\?>)*+<([A-Za-z_:]|!)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]|table:formula=")
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b(?![^<>]*\bt=[\"']str)[^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _declares_entities(head: bytes) -> bool:
    """Tell whether the beginning of an XML part holds a DTD, or hides where it begins."""
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")
    found = _PROLOG.match(plain)
    return found[1] == b"!" if found else plain.startswith(b"<") and len(head) >= HEAD


def look_inside(archive: zipfile.ZipFile, parts: Parts, name: str) -> list[Notice]:
    """Read the beginning of every XML part: refuse DTDs and hidden archives, collect notices."""
    heads: dict[str, bytes] = {}
    sheets = 0
    for plain, entry in parts.items():
        # The manifest of old OpenOffice files has a DOCTYPE of its own, and nobody parses it.
        if not plain.endswith((".xml", ".rels")) or plain == "meta-inf/manifest.xml":
            continue
        sheet = plain.startswith("xl/worksheets/sheet") or plain == "content.xml"
        sheets += sheet
        head = head_of(archive, entry, HEAD if sheet and sheets <= _SHEETS_LOOKED_INTO else 1024)
        if not _PROLOG.match(head):
            head = head_of(archive, entry, HEAD)
        if head.startswith(b"PK\3\4"):
            raise refusal("nested_archive", name, part=shown(plain))
        if _declares_entities(head):
            raise refusal("xml_entities", name, part=shown(plain))
        heads[plain] = head
    dde = any(b"ddeLink" in head for plain, head in heads.items() if "externallink" in plain)
    in_sheets = [head for plain, head in heads.items() if len(head) > 1024 or "sheet" in plain]
    formulas = "xl/calcchain.xml" in parts or "xl/calcchain.bin" in parts
    formulas = formulas or any(_FORMULA.search(head) for head in in_sheets)
    unsaved = any(_NO_VALUE.search(head) for head in in_sheets)
    macros = ("xl/vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
    objects = ("xl/embeddings/", "xl/activex/")
    links = ("xl/externallinks/", "xl/connections.", "xl/querytables/")
    hidden = [
        sheet
        for sheet, _, visible in sheets_of(archive, parts)
        if not visible and sheet != SETTINGS_SHEET
    ]
    found = {
        "macros": any(plain.startswith(macros) for plain in parts),
        "external_links": any(plain.startswith(links) for plain in parts),
        "embedded_objects": dde or any(plain.startswith(objects) for plain in parts),
        "formulas": formulas and not unsaved,
        "formulas_without_values": unsaved,
        "hidden_sheets": bool(hidden),
    }
    named = [shown(sheet) for sheet in hidden[:_SHEETS_NAMED]]
    sheets_named = ", ".join([*named, "…"] if len(hidden) > len(named) else named)
    return [notice(rule, name, sheets=sheets_named) for rule, holds in found.items() if holds]


def _attributes(tag: str) -> dict[str, str]:
    pairs = re.findall(r"(?<![\w:])([\w:]++)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return {key: html.unescape(double or single) for key, double, single in pairs}


def sheets_of(archive: zipfile.ZipFile, parts: Parts) -> list[tuple[str, str, bool]]:
    """Return name, part (lower case) and whether it is shown, of each sheet of an .xlsx."""
    book = head_of(archive, parts.get("xl/workbook.xml"), 1 << 20).decode("utf-8", "replace")
    links = head_of(archive, parts.get("xl/_rels/workbook.xml.rels"), 1 << 20)
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", links.decode("utf-8", "replace")):
        link = _attributes(tag)
        target = link.get("Target", "").lower()
        targets[link.get("Id")] = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
    found = []
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^<>]*>", book):
        sheet = _attributes(tag)
        link_id = next((value for key, value in sheet.items() if key.endswith(":id")), None)
        visible = sheet.get("state", "visible") == "visible"
        found.append((sheet.get("name", "?"), targets.get(link_id, ""), visible))
    return found
