"""Zip bombs: parts that unpack to far more than they say, found almost without unpacking."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

from analysis.intake.container.limits import SUSPICIOUS_RATIO
from analysis.intake.container.refusals import refusal, shown
from analysis.intake.container.zip_parts import Parts


def refuse_bombs(file: IO[bytes], parts: Parts, name: str) -> None:
    """Unpack, against their declared size, the parts whose declared size is not believable.

    Only parts that unpack a lot can be bombs, and a stream that unpacks a lot is itself
    monotonous: 512 bytes of it pack again to a few, where those of real data do not pack at all.
    """
    for plain, entry in parts.items():
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(entry.compress_type)
        file.seek(entry.header_offset)
        header = file.read(30)
        if header[:4] != b"PK\3\4":
            raise zipfile.BadZipFile("no part where the list says")
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        start = entry.header_offset + 30 + name_length + extra_length
        if entry.compress_type == zipfile.ZIP_STORED:
            honest = entry.file_size == entry.compress_size
        else:
            ratio = entry.file_size / max(entry.compress_size, 1)
            # Data that do not pack grow by a few bytes, never by a tenth.
            doubtful = ratio > SUSPICIOUS_RATIO or entry.compress_size > 1.1 * entry.file_size + 64
            if not doubtful:
                doubtful = _monotonous(file, start, entry.compress_size)
            honest = not doubtful or _unpacks_within(file, start, entry)
        if not honest:
            raise refusal("zip_bomb", name, part=shown(plain))


def _monotonous(file: IO[bytes], start: int, length: int) -> bool:
    samples = min(16, length // 1024)
    for sample in range(samples):
        file.seek(start + length * sample // samples)
        chunk = file.read(512)
        if len(zlib.compress(chunk, 1)) < 0.25 * len(chunk):
            return True
    return False


def _unpacks_within(file: IO[bytes], start: int, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a deflated part unpacks to no more than it declares; keeps nothing."""
    file.seek(start)
    left, total, inflater = entry.compress_size, 0, zlib.decompressobj(-15)
    while left > 0 and not inflater.eof:
        waiting = file.read(min(left, 64 << 10))
        if not waiting:
            return True  # cut short: the parser will say so
        left -= len(waiting)
        while waiting and not inflater.eof:
            total += len(inflater.decompress(waiting, 1 << 20))
            if total > entry.file_size:
                return False
            waiting = inflater.unconsumed_tail
    return True
