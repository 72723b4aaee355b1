"""Between uploads and stored rows: bytes are judged and made safe exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from sasando.core.bilingual import Sentence
from sasando.files import films, intake, pictures
from sasando.files.kinds import DEFAULT_LIMITS, MB, Group
from sasando.files.refusals import SENTENCES

# The form around the file: text fields and boundaries.
ROOM_FOR_FIELDS = 2 * MB


class SafeFile(ContentFile):  # type: ignore[type-arg]
    """A picture drawn anew by us, with what its maker said about it."""

    facts: pictures.PictureFacts


class TooLarge(RequestDataTooBig):
    """More than the office takes; its text is one sentence for the sender."""

    def __init__(self) -> None:
        limit = DEFAULT_LIMITS.largest_bytes // MB
        super().__init__(
            _(
                "This file is too large. Send one of at most %(limit)s MB, "
                "or bring it to the front desk."
            )
            % {"limit": limit}
        )


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Refuses a body above the cap from its announced length, or while it comes."""

    seen = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *rest: Any
    ) -> None:
        if content_length > DEFAULT_LIMITS.largest_bytes + ROOM_FOR_FIELDS:
            raise TooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > DEFAULT_LIMITS.largest_bytes:
            raise TooLarge
        super().receive_data_chunk(raw_data, start)


def safe_picture(file: Any) -> SafeFile:
    """Return this picture drawn anew. Raises Refused. One child process."""
    intake.check(file, name=file.name or "", only=Group.PICTURE)
    facts = pictures.facts(file)
    drawn = pictures.clean(file)
    safe = SafeFile(drawn.content, name=f"picture{drawn.extension}")
    safe.facts = facts
    return safe


@contextmanager
def judging(row: Any) -> Iterator[None]:
    """Have a new file judged before the row is stored. One query.

    The storage may hold the file already (`row.file.save`, as Wagtail does with a file
    that waited for its title): it is judged all the same, and dropped from there.
    """
    named = type(row)._base_manager.filter(file=row.file.name) if row.file else None
    is_stored = named is not None and row.file._committed
    if named is None or (is_stored and row.pk and named.filter(pk=row.pk).exists()):
        yield
        return
    unjudged = row.file.name if is_stored and not named.exists() else ""
    storage = row.file.storage
    try:
        row.judge()
        yield
    finally:
        if unjudged:
            storage.delete(unjudged)


def make_safe(picture: Any) -> None:
    """Give a row whose file is new the safe bytes, whatever way it came."""
    safe = picture.file.file
    if not isinstance(safe, SafeFile):
        safe = safe_picture(safe)
        offer(safe.facts, picture)
        picture.file = safe
    picture.file_size = safe.size
    picture._set_file_hash()


def offer(facts: pictures.PictureFacts, picture: Any) -> None:
    """Fill what the sender left empty with what the maker wrote into the file."""
    for name in ("caption", "photographer", "copyright"):
        if not getattr(picture, name):
            longest = type(picture)._meta.get_field(name).max_length
            setattr(picture, name, getattr(facts, name)[:longest])
    if facts.taken_at and not picture.taken_at:
        taken = facts.taken_at
        # A camera without a zone was read in the place where it was used: here.
        picture.taken_at = taken if taken.tzinfo else timezone.make_aware(taken)


def check_document(document: Any) -> None:
    """Give a new document the extension of its content. Raises Refused.

    A film loses what tells of its place and camera.
    """
    file = document.file.file
    accepted = intake.check(file, name=document.file.name or "", only=Group.DOCUMENT)
    if accepted.kind.group is Group.FILM:
        file = films.without_telling(file)
    document.file = File(file, name=f"document{accepted.extension}")
    document._set_document_file_metadata()


class PictureField(WagtailImageField):
    """A picture input that answers with a safe picture or one sentence."""

    # Django's looks at the name and says its own sentence; here the content decides.
    default_validators: ClassVar[list[Any]] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # What the screen for many pictures says by itself, before it sends any.
        self.error_messages["invalid_image_extension"] = Sentence(
            SENTENCES[intake.Reason.NOT_PICTURE]
        )

    def to_python(self, data: Any) -> Any:
        # Wagtail's own would decode the stranger's bytes in this process.
        return forms.FileField.to_python(self, data)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, File) or file is initial or not data:
            return file
        try:
            return safe_picture(file)
        except intake.Refused as refusal:
            raise ValidationError(refusal.sentence) from refusal


class DocumentField(WagtailDocumentField):
    """A document input that answers with the file or one sentence."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, File) or file is initial or not data:
            return file
        try:
            intake.check(file, name=file.name or "", only=Group.DOCUMENT)
        except intake.Refused as refusal:
            raise ValidationError(refusal.sentence) from refusal
        return file
