"""Why a file is not taken: a word for the log and one sentence for the person."""

from enum import StrEnum

from django.utils.translation import gettext_noop as _

from sasando.core.bilingual import Sentence
from sasando.files.kinds import MB


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    NOT_PICTURE = "not_picture"
    NOT_DOCUMENT = "not_document"
    HTML = "html"
    SVG = "svg"
    SCRIPT = "script"
    PROGRAM = "program"
    ARCHIVE = "archive"
    VIDEO = "video"
    FILM_CODEC = "film_codec"
    FILM_TRACK = "film_track"
    SOUND = "sound"
    HEIC = "heic"
    TIFF = "tiff"
    OTHER_PICTURE = "other_picture"
    OLD_OFFICE = "old_office"
    OTHER_DOCUMENT = "other_document"
    FALSE_START = "false_start"
    POLYGLOT = "polyglot"
    ENCODING = "encoding"
    HIDDEN_CHARACTERS = "hidden_characters"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MACRO = "macro"
    REMOTE = "remote"
    UNSAFE_NAME = "unsafe_name"
    TOO_MANY_PARTS = "too_many_parts"
    BOMB = "bomb"
    MOVING = "moving"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNREADABLE = "unreadable"


class Refused(Exception):
    """The file is not taken. `sentence` is for the person, `reason` for the log."""

    def __init__(self, sentence: str, *, reason: Reason) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason


def refused(reason: Reason, **facts: str | int) -> Refused:
    """Return the refusal for `reason`; `facts` fill its sentence."""
    return Refused(Sentence(SENTENCES[reason], facts), reason=reason)


def too_big(limit_bytes: int) -> Refused:
    return refused(Reason.TOO_BIG, limit=max(1, limit_bytes // MB))


def misnamed(reason: Reason, *, name: str) -> Refused:
    """Return the refusal for `reason`; it says so when `name` claims something else.

    `name` is what the sender's machine calls the file. Nothing else is drawn from it.
    """
    extension = name.rpartition(".")[2].lower()
    claim = _CLAIMS.get(extension)
    if claim is None or reason not in NOUNS:
        return refused(reason)
    facts = {"extension": extension, "content": Sentence(NOUNS[reason])}
    return Refused(Sentence(claim, facts), reason=reason)


SENTENCES = {
    Reason.EMPTY: _("This file is empty. Choose the file again and send it once more."),
    Reason.TOO_BIG: _(
        "This file is larger than %(limit)s MB. Make it smaller and send it again."
    ),
    Reason.NOT_PICTURE: _("Only pictures fit here. Send a photo as JPEG, PNG or WebP."),
    Reason.NOT_DOCUMENT: _(
        "Only documents fit here. Send a PDF, an office document or a text file."
    ),
    Reason.HTML: _("Web pages are not taken. Save the page as PDF and send the PDF."),
    Reason.SVG: _(
        "SVG drawings are not taken; JPEG, PNG, WebP and AVIF are. "
        "Save the drawing as PNG and send that."
    ),
    Reason.SCRIPT: _(
        "This file holds program code. Send the text as PDF, without the code."
    ),
    Reason.PROGRAM: _("Programs are not taken. Send a document or a picture."),
    Reason.ARCHIVE: _(
        "Archives such as ZIP are not taken. Unpack it and send the files one by one."
    ),
    Reason.VIDEO: _(
        "This kind of video is not taken. Save it as MP4 (H.264), "
        "or put it on YouTube and write its address."
    ),
    Reason.FILM_CODEC: _(
        "Cheap phones cannot play this video. Save it again as MP4 with H.264 and AAC."
    ),
    Reason.FILM_TRACK: _(
        "This video holds a hidden track, perhaps of the places where it was taken. "
        "Save it again as MP4 with picture and sound alone."
    ),
    Reason.SOUND: _(
        "Sound recordings are not taken here. Put it on a channel and send its link."
    ),
    Reason.HEIC: _(
        "This photo is in the HEIC format, which many phones cannot show. "
        "Save it as JPEG and send it again."
    ),
    Reason.TIFF: _(
        "This picture is a TIFF. Save a photo as JPEG, or a scan as PDF, and send that."
    ),
    Reason.OTHER_PICTURE: _(
        "This picture format is not taken. Save it as JPEG or PNG and send it again."
    ),
    Reason.OLD_OFFICE: _(
        "This document is in an old format or locked with a password. "
        "Save it without a password as DOCX, XLSX, PPTX or PDF."
    ),
    Reason.OTHER_DOCUMENT: _(
        "This document format is not taken. Save it as PDF and send the PDF."
    ),
    Reason.FALSE_START: _(
        "This file only pretends to be a picture. Send the original photo."
    ),
    Reason.POLYGLOT: _(
        "Another file is hidden in this PDF. Print it to a new PDF and send that."
    ),
    Reason.ENCODING: _(
        "The letters in this text file cannot be read. Save it as UTF-8 and send it "
        "again."
    ),
    Reason.HIDDEN_CHARACTERS: _(
        "This text file holds hidden characters. Copy the text into a new file and "
        "send that."
    ),
    Reason.UNKNOWN: _(
        "We do not know this kind of file. Send a PDF, a JPEG or an office document."
    ),
    Reason.DAMAGED: _(
        "This file is damaged or did not arrive whole. Open it to check, then send it "
        "again."
    ),
    Reason.LOCKED: _(
        "This file is locked with a password. Remove the password and send it again."
    ),
    Reason.MACRO: _(
        "This document holds macros. Save it as PDF, or without macros, and send that."
    ),
    Reason.REMOTE: _(
        "This document fetches parts from outside while it opens. Save it as PDF and "
        "send that."
    ),
    Reason.UNSAFE_NAME: _(
        "Parts of this document have forbidden names. Save it anew from your office "
        "program and send that."
    ),
    Reason.TOO_MANY_PARTS: _(
        "This document is made of too many parts. Save it as PDF and send the PDF."
    ),
    Reason.BOMB: _(
        "This document grows far too large when opened. Save it as PDF and send the "
        "PDF."
    ),
    Reason.MOVING: _(
        "This picture moves. Send a still picture, or the link to a video."
    ),
    Reason.TOO_MANY_PIXELS: _(
        "This picture has %(width)s by %(height)s pixels, which is too many. Make it "
        "smaller, at most %(limit)s million pixels, and send it again."
    ),
    Reason.UNREADABLE: _(
        "This picture could not be read safely. Open it, save it as a new JPEG and "
        "send that."
    ),
}

NOUNS = {
    Reason.HTML: _("a web page (HTML)"),
    Reason.SVG: _("an SVG drawing"),
    Reason.SCRIPT: _("program code"),
    Reason.PROGRAM: _("a program"),
    Reason.ARCHIVE: _("an archive (ZIP or the like)"),
    Reason.VIDEO: _("a video"),
    Reason.SOUND: _("a sound recording"),
}

_PHOTO = _(
    "This file is named .%(extension)s, but it holds %(content)s. Send the original "
    "photo."
)
_DOCUMENT = _(
    "This file is named .%(extension)s, but it holds %(content)s. Send the original "
    "document."
)
_CLAIMS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "gif", "avif", "heic"), _PHOTO),
    **dict.fromkeys(
        ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt"),
        _DOCUMENT,
    ),
}
