"""What a post may bear besides words: films, and pictures and films of the library."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from sasando.channels import arriving, held, library
from sasando.channels.arriving import MOST_BYTES, PIECE_BYTES, PieceError
from sasando.channels.held import Held
from sasando.channels.keeping import File
from sasando.channels.models import HalfFilm
from sasando.channels.screens import pictures
from sasando.channels.shapes import MB
from sasando.core.refusals import NotAllowed

# What one request may bring; a larger film comes in pieces, by a script.
AT_ONCE_MB = 100
ENDINGS = (".mp4",)
KINDS = "video/mp4,video/quicktime,video/webm,video/x-matroska,video/3gpp"


def gone() -> str:
    return _("A file that waited here is gone. Choose it again.")


class HeldField(forms.Field):
    """Files of the last try that shall go along, each by its word."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, user: Any) -> None:
        super().__init__(required=False)
        self.user = user

    def clean(self, value: Any) -> list[Held]:
        there = [held.found(self.user, word) for word in value or ()]
        if None in there:
            raise forms.ValidationError(gone())
        return [one for one in there if one is not None]


def fields(user: Any) -> dict[str, forms.Field]:
    """Return the inputs for films and for the library, new for each form."""
    words = {"once": AT_ONCE_MB, "most": MOST_BYTES // MB}
    film = forms.FileField(
        label=gettext_lazy("Film"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": KINDS, "data-film": "", "data-piece": PIECE_BYTES}
        ),
        help_text=_(
            "MP4, MOV or what your telephone made, at most %(most)d MB. It goes up in "
            "pieces and on after a break; without a script at most %(once)d MB."
        )
        % words,
    )
    return {
        "kept": HeldField(user=user),
        "film": film,
        "film_key": forms.UUIDField(
            required=False, widget=forms.HiddenInput(attrs={"data-film-key": ""})
        ),
        "library_picture": forms.ModelChoiceField(
            label=gettext_lazy("Picture of the library"),
            queryset=get_image_model().objects.all(),
            required=False,
            widget=AdminImageChooser,
            help_text=gettext_lazy(
                "Only one that may be shown: its rights and consent are checked again "
                "before it goes out."
            ),
        ),
        "library_film": forms.ModelChoiceField(
            label=gettext_lazy("Film of the library"),
            queryset=get_document_model().objects.filter(file__iendswith=".mp4"),
            required=False,
            widget=AdminDocumentChooser,
            help_text=gettext_lazy("An MP4 among the documents."),
        ),
    }


@contextmanager
def still_there(kept: list[Held]) -> Iterator[None]:
    """Say in words that the same form, sent twice at once, took these files along."""
    try:
        yield
    except FileNotFoundError as fault:
        if fault.filename not in {str(one.path) for one in kept}:
            raise
        raise NotAllowed(gone()) from fault


@contextmanager
def attached(said: Mapping[str, Any], *, user: Any) -> Iterator[list[File]]:
    """Lend all that was attached, as files. Raises NotAllowed with a sentence.

    A film that came in pieces is forgotten when the content has it.
    """
    kept: list[Held] = said["kept"]
    with ExitStack() as lent:
        lent.enter_context(still_there(kept))
        files = [File(one.path) for one in kept if not one.is_film]
        files += lent.enter_context(pictures.taken(said["pictures"]))
        for one in kept:
            if one.is_film:
                files.append(lent.enter_context(judged(one.path, one.name)))
        if picture := said.get("library_picture"):
            files.append(lent.enter_context(of_library(picture)))
        if document := said.get("library_film"):
            files.append(lent.enter_context(of_documents(document)))
        if upload := said.get("film"):
            files.append(lent.enter_context(of_upload(upload)))
        half = whole_film(said, user)
        if half is not None:
            files.append(lent.enter_context(of_pieces(half)))
        yield files
    held.drop(kept)
    if half is not None:
        arriving.drop(half)


def hold(data: Mapping[str, Any], files: Any, *, user: Any) -> tuple[list[Held], bool]:
    """Keep what came with a form that has a fault; return it, and whether any is lost.

    What is no picture or no film is not kept: the form says so, by its name.
    """
    came = [pictures.hold(one, user=user) for one in files.getlist("pictures")]
    if upload := files.get("film"):
        path = held.place_for(user).with_suffix(arriving.suffix_of(upload.name))
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        came.append(hold_film(path, upload.name, user=user))
    if half := whole_half(data.get("film_key", ""), user):
        path = held.place_for(user).with_suffix(arriving.suffix_of(half.name))
        arriving.path_of(half).rename(path)
        arriving.drop(half)
        came.append(hold_film(path, half.name, user=user))
    return [one for one in came if one is not None], None in came


def hold_film(path: Path, name: str, *, user: Any) -> Held | None:
    """Keep a film that lies at its place; None for what is none."""
    if arriving.why_not(path, name):
        path.unlink()
        return None
    return held.kept(user, path, name)


def whole_half(key: str, user: Any) -> HalfFilm | None:
    """Return a film that came in pieces and is all here."""
    try:
        row = arriving.film_for(user, UUID(key))
    except (ValueError, PieceError):
        return None
    return row if arriving.offset_of(row) == row.size else None


def whole_film(said: Mapping[str, Any], user: Any) -> HalfFilm | None:
    """Return the film that came in pieces. Raises NotAllowed while some are missing."""
    key: UUID | None = said.get("film_key")
    if key is None:
        return None
    try:
        row = arriving.film_for(user, key)
    except PieceError as gone:
        raise NotAllowed(gone.sentence) from gone
    if arriving.offset_of(row) != row.size:
        raise NotAllowed(
            _("The film is not all here yet. Choose it again: it goes on.")
        )
    return row


@contextmanager
def of_pieces(row: HalfFilm) -> Iterator[File]:
    with judged(arriving.path_of(row), row.name) as file:
        yield file


@contextmanager
def of_upload(upload: Any) -> Iterator[File]:
    """Lend a film that came in one request."""
    with NamedTemporaryFile(suffix=arriving.suffix_of(upload.name)) as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        with judged(Path(copy.name), upload.name) as file:
            yield file


@contextmanager
def judged(path: Path, name: str) -> Iterator[File]:
    with ExitStack() as lent:
        try:
            file = lent.enter_context(arriving.taken(path, name))
        except ValueError as sentence:
            raise NotAllowed(str(sentence)) from sentence
        yield file


@contextmanager
def of_library(picture: Any) -> Iterator[File]:
    """Lend a picture of the library with its words and focal point.

    Raises NotAllowed for one that may not be shown today, or not to everybody.
    """
    refuse_closed(picture)
    for lack in library.lacks(picture, on=timezone.localdate()):
        words = {"title": picture.title, "why": lack}
        raise NotAllowed(_("Picture “%(title)s”: %(why)s") % words)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"pustaka{Path(picture.file.name).suffix.lower()}"
        with picture.file.open("rb") as source, path.open("wb") as copy:
            for chunk in source.chunks():
                copy.write(chunk)
        alt = (picture.description or "")[:1000]
        yield File(path, alt=alt, focus=library.focus_of(picture), picture=picture.pk)


@contextmanager
def of_documents(document: Any) -> Iterator[File]:
    """Lend a film of the library. Raises NotAllowed for one that is not for all."""
    refuse_closed(document)
    with NamedTemporaryFile(suffix=".mp4") as copy:
        with document.file.open("rb") as source:
            for chunk in source.chunks():
                copy.write(chunk)
        copy.flush()
        with judged(Path(copy.name), document.title) as file:
            yield file


def refuse_closed(item: Any) -> None:
    """Raise NotAllowed for what lies in a collection that not everybody may see."""
    if item.collection.get_view_restrictions().exists():
        words = {"title": item.title}
        raise NotAllowed(_("“%(title)s” is not for everybody to see.") % words)
