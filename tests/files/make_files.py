"""Good and hostile files, made on the spot: none is stored in the repository."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"


def picture(format: str = "JPEG", **save: Any) -> bytes:
    """A small picture, red on the left and blue on the right."""
    image = Image.new("RGB", (60, 40), "red")
    image.paste("blue", (30, 0, 60, 40))
    if format == "PNG" and "xmp" in save:
        save["pnginfo"] = PngInfo()
        save["pnginfo"].add_itxt(
            "XML:com.adobe.xmp", save.pop("xmp").decode(), zip=True
        )
    return saved(image, format, **save)


def saved(image: Image.Image, format: str, **save: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **save)
    return file.getvalue()


def noise(width: int = 400, height: int = 300) -> bytes:
    """A JPEG that has something in every part, so that a missing part is missed."""
    image = Image.effect_noise((width, height), 90).convert("RGB")
    return saved(image, "JPEG", quality=90)


def exif(**told: Any) -> Image.Exif:
    """What a phone writes, with the place of the governor's office."""
    block = Image.Exif()
    block[0x010E] = told.get("caption", "Sasando di Rote")
    block[0x013B] = told.get("photographer", "Ratna Dethan")
    block[0x8298] = told.get("rights", "Humas NTT")
    details = block.get_ifd(0x8769)
    details[0x9003] = told.get("taken", "2026:11:20 09:15:00")
    if "zone" in told:
        details[0x9011] = told["zone"]
    place = block.get_ifd(0x8825)
    place.update({1: "S", 2: (10.0, 10.0, 41.0), 3: "E", 4: (123.0, 35.0, 2.0)})
    return block


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    head = bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2)
    return jpeg[:2] + head + content + jpeg[2:]


def with_iptc(jpeg: bytes, values: Iterable[tuple[int, int, bytes]]) -> bytes:
    data = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in values
    )
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data
    other = b"8BIM" + struct.pack(">H", 0x03ED) + b"\x03abc" + b"\0\0\0\x01x\0"
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + other + resource)


def with_xmp(jpeg: bytes, xmp: bytes) -> bytes:
    return with_segment(jpeg, 0xE1, XMP_HEAD + xmp)


def xmp(
    caption: str = "", photographer: str = "", taken: str = "", rights: str = ""
) -> bytes:
    return f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<rdf:Description rdf:about="" photoshop:DateCreated="{taken}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt>
</dc:description>
<dc:creator><rdf:Seq><rdf:li>{photographer}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt>
</dc:rights></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds one row of nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)


def png_chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def webp_header(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    frame = b"VP8L" + struct.pack("<IBI", 6, 0x2F, bits) + b"\0\0"
    return b"RIFF" + struct.pack("<I", len(frame) + 4) + b"WEBP" + frame


def moving(format: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return saved(frames[0], format, save_all=True, append_images=frames[1:])


def swapped_profile() -> bytes:
    """A colour profile in which red and blue stand for each other."""
    profile = bytearray(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    count = struct.unpack_from(">I", profile, 128)[0]
    for number in range(count):
        at = 132 + 12 * number
        name = bytes(profile[at : at + 4])
        other = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name)
        if other:
            profile[at : at + 4] = other
    return bytes(profile)


def pdf(body: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n" + body + b"\n%%EOF\n"


def archive(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(name, content, method)
    return file.getvalue()


def docx(
    more: dict[str, bytes] | None = None, *, main: str = f"{WORD}.document.main+xml"
) -> bytes:
    types = (
        f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    parts = {"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>"}
    return archive(parts | (more or {}))


def odt(more: dict[str, bytes] | None = None) -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    parts = {"mimetype": kind, "content.xml": b"<office/>"}
    return archive(parts | (more or {}), stored=("mimetype",))


def locked(package: bytes) -> bytes:
    """The same archive with the mark of a password on every part."""
    changed = bytearray(package)
    for start, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = package.find(start)
        while at >= 0:
            changed[at + flag_at] |= 1
            at = package.find(start, at + 4)
    return bytes(changed)


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + kind + content


def track(handler: bytes = b"vide", codec: bytes = b"avc1", *more: bytes) -> bytes:
    told = box(b"hdlr", bytes(8), handler, bytes(13))
    entry = box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(70)))
    return box(b"trak", box(b"mdia", told, box(b"minf", box(b"stbl", entry))), *more)


PLACE = b"-10.1718+123.6075/"


def film(*tracks: bytes, brand: bytes = b"isom", more: bytes = b"") -> bytes:
    """An MP4 as a phone writes it, with the place of the governor's office."""
    place = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7), PLACE))
    start = box(b"ftyp", brand, bytes(4), brand, b"mp42")
    told = box(b"moov", box(b"mvhd", bytes(100)), *(tracks or [track()]), place)
    return start + told + box(b"mdat", b"bits of a film " * 20) + more


def sparse(path: Path, size: int, head: bytes) -> Path:
    """A file of `size` bytes that takes none of them on the disk."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path
