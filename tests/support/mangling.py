"""Damage for parsers: every change of one byte, and every truncation."""

from collections.abc import Iterator


def one_byte_changes(
    data: bytes, masks: tuple[int, ...] = (0x01, 0x80)
) -> Iterator[bytes]:
    for place, byte in enumerate(data):
        for mask in masks:
            yield data[:place] + bytes([byte ^ mask]) + data[place + 1 :]


def every_other_byte(data: bytes, place: int) -> Iterator[bytes]:
    for byte in range(256):
        if byte != data[place]:
            yield data[:place] + bytes([byte]) + data[place + 1 :]


def truncations(data: bytes) -> Iterator[bytes]:
    for length in range(len(data)):
        yield data[:length]
