"""libpng from the package `png-wasm`: `main.py`, which needs no arguments.

Encodes pictures through a write function of Python, decodes them through a read function, and
compares the pixels with those of an independent decoder. A broken file and a failing read function
arrive as exceptions, although libpng reports errors by longjmp.
"""

from __future__ import annotations

import math
import struct
import zlib

import png_wasm as png

KINDS = {
    "grey": (png.COLOR_TYPE_GRAY, 1),
    "grey with alpha": (png.COLOR_TYPE_GRAY_ALPHA, 2),
    "colour": (png.COLOR_TYPE_RGB, 3),
    "colour with alpha": (png.COLOR_TYPE_RGB_ALPHA, 4),
}
WIDTH, HEIGHT = 97, 61


def main() -> None:
    """Runs the whole example."""
    print(f"libpng {png.LIBPNG_VER_STRING} in Python")
    for name, (color, channels) in KINDS.items():
        rows = picture(channels)
        data = encode(rows, color)
        assert decode(data) == (WIDTH, HEIGHT, rows), name
        assert independent(data) == (WIDTH, HEIGHT, rows), name
        other = deflated(rows, color)
        assert decode(other) == (WIDTH, HEIGHT, rows), name
        print(f"{name}: {len(data):,} bytes, the same pixels in both decoders")
    broken_files()
    failing_functions()
    print("png: everything as expected")


def picture(channels: int) -> list[bytes]:
    """Rows of waves."""
    return [
        bytes(
            int(127.5 * (1 + math.sin(x / (3 + channel) + y / 7)))
            for x in range(WIDTH)
            for channel in range(channels)
        )
        for y in range(HEIGHT)
    ]


def encode(rows: list[bytes], color: int) -> bytes:
    """A file, in the pieces that libpng writes."""
    pieces: list[bytes] = []
    with png.writer() as writer:
        info = writer.info()
        writer.set_write_fn(pieces.append)
        info_of(writer, info, color)
        writer.write_info(info)
        for row in rows:
            writer.write_row(row)
        writer.write_end(info)
    return b"".join(pieces)


def info_of(writer: png.Png, info: png.Info, color: int) -> None:
    """What the file's head says."""
    writer.set_ihdr(info, WIDTH, HEIGHT, 8, color)


def decode(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows."""
    position = 0

    def read(size: int) -> bytes:
        nonlocal position
        piece = data[position : position + size]
        if len(piece) < size:
            raise EOFError(f"the file ends after {len(data)} bytes")
        position += size
        return piece

    with png.reader() as reader:
        info = reader.info()
        reader.set_read_fn(read)
        reader.read_info(info)
        head = reader.get_ihdr(info)
        length = reader.get_rowbytes(info)
        rows = []
        for _ in range(head.height):
            row = bytearray(length)
            reader.read_row(row)
            rows.append(bytes(row))
        reader.read_end(info)
        return head.width, head.height, rows


def independent(data: bytes) -> tuple[int, int, list[bytes]]:
    """The same by Python alone: chunks, inflate, filters."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    position, packed, head = 8, b"", b""
    while position < len(data):
        (size,) = struct.unpack(">I", data[position : position + 4])
        kind = data[position + 4 : position + 8]
        content = data[position + 8 : position + 8 + size]
        (check,) = struct.unpack(">I", data[position + 8 + size : position + 12 + size])
        assert check == zlib.crc32(kind + content), kind
        head = content if kind == b"IHDR" else head
        packed += content if kind == b"IDAT" else b""
        position += 12 + size
    width, height, depth, color, *_ = struct.unpack(">IIBBBBB", head)
    assert depth == 8
    step = {0: 1, 2: 3, 4: 2, 6: 4}[color]
    raw, length = zlib.decompress(packed), width * step
    rows, above = [], bytes(length)
    for y in range(height):
        start = y * (length + 1)
        above = unfilter(raw[start], raw[start + 1 : start + 1 + length], above, step)
        rows.append(above)
    return width, height, rows


def unfilter(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """A row without its filter."""
    row = bytearray(line)
    for x in range(len(row)):
        left = row[x - step] if x >= step else 0
        corner = above[x - step] if x >= step else 0
        up = above[x]
        guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
        row[x] = (row[x] + guess) % 256
    return bytes(row)


def paeth(left: int, up: int, corner: int) -> int:
    """The neighbour that is nearest to their plane."""
    plane = left + up - corner
    return min((left, up, corner), key=lambda value: abs(plane - value))


def deflated(rows: list[bytes], color: int) -> bytes:
    """A file that Python alone makes, without filters."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, color, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def broken_files() -> None:
    """libpng jumps; Python gets an exception with libpng's own words."""
    good = encode(picture(3), png.COLOR_TYPE_RGB)
    damaged = bytearray(good)
    damaged[60] ^= 0xFF
    for data, words in ((b"GIF89a" + good, "Not a PNG file"), (bytes(damaged), "")):
        try:
            decode(data)
        except png.PngError as error:
            assert words in str(error), error
            print(f"a broken file: {error}")
        else:
            raise AssertionError("the file is broken")
    for _ in range(1000):
        try:
            decode(b"GIF89a" + good)
        except png.PngError:
            continue
        raise AssertionError("the file is broken")
    assert decode(good)[0] == WIDTH


def failing_functions() -> None:
    """What the read function raises arrives as it is."""
    try:
        decode(encode(picture(1), png.COLOR_TYPE_GRAY)[:100])
    except EOFError as error:
        print(f"a read function that raises: {error}")
    else:
        raise AssertionError("the file is too short")


if __name__ == "__main__":
    main()
