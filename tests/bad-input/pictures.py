# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as people photograph, copy and break them."""
import struct
import zlib


def make_chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


PNG = (b'\x89PNG\r\n\x1a\n' + make_chunk(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 0, 0, 0, 0))
       + make_chunk(b'IDAT', zlib.compress(b'\0' * 72)) + make_chunk(b'IEND', b''))
PHOTO_OF_12_MB = b'\xff\xd8\xff\xe0' + bytes(12 * 1024 * 1024) + b'\xff\xd9'
TRUNCATED_PNG = PNG[:60]
TEXT_CALLED_JPG = b'Ini bukan gambar.\n' * 50
EMPTY = b''
