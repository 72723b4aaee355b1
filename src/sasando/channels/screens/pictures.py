"""Pictures that come in with a post: taken apart on the way, shown, and saved."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from sasando.channels import held, payloads, renditions, shaping
from sasando.channels.adapters import Piece, Post
from sasando.channels.held import Held
from sasando.channels.models import Delivery, Medium
from sasando.channels.screens import contents
from sasando.channels.workflow import File
from sasando.core import listing

MOST, MOST_BYTES = 10, 20 * 1024 * 1024
# What a picture may say besides itself: where, when, by whom, with which camera.
WORDS = {"exif", "xmp", "comment", "photoshop"}
PNG_WORDS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_WORDS, HAS_WORDS = {b"EXIF", b"XMP "}, 0b1100
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures at once; what is none is refused with its name."""

    widget = PicturesInput(
        attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}
    )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in data or [] if one]
        if len(given) > MOST:
            words = {"most": MOST}
            raise forms.ValidationError(_("At most %(most)d pictures.") % words)
        for file in given:
            if fault := fault_of(file):
                raise forms.ValidationError(fault)
        return given


def fault_of(file: Any) -> str:
    """Return the sentence why a picture is not taken; "" for one that is."""
    words = {"name": file.name}
    if file.size > MOST_BYTES:
        return _("“%(name)s” is larger than 20 MB.") % words
    try:
        file.seek(0)
        kind = forms.ImageField().clean(file).image.format
    except forms.ValidationError:
        kind = ""
    if kind not in SUFFIXES:
        return _("“%(name)s” is no JPEG, PNG, GIF or WebP picture.") % words
    if not is_whole(file):
        said = _("“%(name)s” is damaged, or larger than 100 million dots.")
        return said % words
    return ""


def is_whole(file: Any) -> bool:
    """Return whether a picture can be drawn here. A photo that breaks off cannot."""
    file.seek(0)
    try:
        with Image.open(file) as image:
            renditions.check(image)
            # An eighth of it is enough to see that it is whole.
            image.draft(None, (image.width // 8, image.height // 8))
            if image.format == "JPEG":
                image.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True


def hold(file: Any, *, user: Any) -> Held | None:
    """Keep a picture for the next try of a form; None for what is no picture."""
    if fault_of(file):
        return None
    return held.kept(user, plain(file, held.place_for(user)).path, file.name)


@contextmanager
def taken(files: list[Any]) -> Iterator[list[File]]:
    """Lend uploaded pictures as files of a folder of their own, without their place."""
    with TemporaryDirectory() as folder:
        yield [plain(file, Path(folder) / str(at)) for at, file in enumerate(files)]


def plain(file: Any, path: Path) -> File:
    """Write a picture down; of a photo neither where nor by which camera it was taken.

    Only what bears such facts is packed anew.
    """
    file.seek(0)
    with Image.open(file) as image:
        path = path.with_suffix(SUFFIXES[str(image.format)])
        if image.format == "JPEG" and (image.getexif() or WORDS & set(image.info)):
            profile = image.info.get("icc_profile")
            upright = ImageOps.exif_transpose(image)
            # Else they are written along.
            upright.info.clear()
            upright.save(path, "JPEG", quality=92, icc_profile=profile, exif=b"")
            return File(path)
        without = {"PNG": bare_png, "WEBP": bare_webp}.get(str(image.format), bytes)
    file.seek(0)
    path.write_bytes(without(file.read()))
    return File(path)


def bare_png(data: bytes) -> bytes:
    """Return a PNG without what it says in words; each dot stays as it was."""
    kept, place = [data[:8]], 8
    while place < len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        name = data[place + 4 : place + 8]
        if name not in PNG_WORDS:
            kept.append(data[place:end])
        # What hangs on behind the end is shown by nobody.
        place = len(data) if name == b"IEND" else end
    return b"".join(kept)


def bare_webp(data: bytes) -> bytes:
    """Return a WebP without what it says in words; each dot stays as it was."""
    kept: list[bytes] = []
    place = 12
    while place < len(data):
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + size + size % 2
        part = bytearray(data[place:end])
        if part[:4] == b"VP8X" and len(part) > 8:
            part[8] &= ~HAS_WORDS
        if bytes(part[:4]) not in WEBP_WORDS:
            kept.append(bytes(part))
        place = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def of_content(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a picture of a content, as it stands now."""
    listing.allow(request, contents.VIEW)
    medium = get_object_or_404(Medium, pk=pk)
    return sent(request, payloads.path_of(medium.file), f"{pk}")


def of_delivery(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send the picture with this number just as it goes out, to look at or to save."""
    listing.allow(request, contents.VIEW)
    both = Delivery.objects.select_related("content", "channel")
    row = get_object_or_404(both, pk=pk)
    is_draft = row.status == Delivery.Status.DRAFT or not row.payload
    if is_draft:
        post = payloads.draft_of(row.content, row.channel)
    else:
        post = payloads.post_of(row)
    if not 1 <= number <= len(post.pieces):
        raise Http404
    piece = post.pieces[number - 1]
    return sent(request, drawn(piece), f"{row.content_id}-{number}")


def of_held(request: HttpRequest) -> HttpResponseBase:
    """Send a picture that waits for the next try of a form, to who sent it."""
    listing.allow(request, contents.VIEW)
    one = held.found(request.user, request.GET.get("berkas", ""))
    if one is None or one.is_film:
        raise Http404
    return sent(request, one.path, "baru")


def drawn(piece: Piece) -> Path:
    """Return the very file that goes out; the original where it goes as it is."""
    try:
        [shown] = shaping.ready(Post(pieces=(piece,))).pieces
    except (shaping.NotReady, shaping.Failed) as none_yet:
        raise Http404 from none_yet
    return shown.path


def sent(request: HttpRequest, path: Path, name: str) -> HttpResponseBase:
    try:
        # Django closes it with the answer.
        file = path.open("rb")
    except OSError as gone:
        raise Http404 from gone
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    saves = "simpan" in request.GET
    answer = FileResponse(
        file,
        content_type=kind,
        as_attachment=saves,
        filename=f"kiriman-{name}{path.suffix}",
    )
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
