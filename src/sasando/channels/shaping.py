"""What goes out instead of an original: drawn once, shown in the preview, then sent.

A picture is drawn when it is first looked at or sent. A film takes minutes: it is asked
for when it is attached, made by a job (`work`), and waited for. Each is kept with its
hash, so that what was spoilt on the disk since is drawn anew and never sent.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db.models import F

from sasando.channels import films, payloads, renditions
from sasando.channels.adapters import Piece, Post
from sasando.channels.films import Unplayable
from sasando.channels.models import Shaped
from sasando.channels.shapes import FilmShape, Shape, kept, of

logger = logging.getLogger(__name__)
MOST_TRIES = 3
Key = tuple[str, str]


class NotReady(Exception):
    """A film is still being made ready; `percent` says how far it is."""

    def __init__(self, percent: int = 0) -> None:
        super().__init__(f"{percent} %")
        self.percent = percent


class Failed(Exception):
    """A picture or film cannot be brought into its shape; `item` counts from 1."""

    def __init__(self, problem: str, item: int) -> None:
        super().__init__(problem)
        self.problem, self.item = problem, item


def key_of(piece: Piece) -> Key:
    """Return the names of an original and of what is made of it."""
    assert piece.shape is not None  # noqa: S101 - for the type
    return piece.digest, renditions.recipe_of(piece.shape, piece.focus)


def made_of(pieces: Iterable[Piece]) -> dict[Key, Shaped]:
    """Return what was made, or asked for, of these originals. One query at most."""
    keys = {key_of(one) for one in pieces if one.shape}
    if not keys:
        return {}
    rows = Shaped.objects.filter(source__in={source for source, _recipe in keys})
    return {(row.source, row.recipe): row for row in rows}


def ready(post: Post) -> Post:
    """Return a post with the files that go out. Raises NotReady and Failed.

    Whoever wants it sent has checked the originals (`payloads.missing`).
    """
    rows = made_of(post.pieces)
    pieces = []
    for item, piece in enumerate(post.pieces, 1):
        if piece.shape is None:
            pieces.append(piece)
            continue
        row = rows.get(key_of(piece))
        try:
            pieces.append(filled(piece, whole(piece, row)))
        except renditions.Unreadable as fault:
            raise Failed("picture_unreadable", item) from fault
        except Unplayable as fault:
            raise Failed(str(fault), item) from fault
    return replace(post, pieces=tuple(pieces))


def whole(piece: Piece, row: Shaped | None) -> Shaped:
    """Return what was made of an original, its bytes being those that were made."""
    if row and row.status == Shaped.Status.DONE and is_whole(row):
        return row
    if piece.kind == "image":
        return draw(piece)
    if row and row.status == Shaped.Status.FAILED:
        raise Unplayable(row.problem)
    row = ask(piece, again=bool(row and row.status == Shaped.Status.DONE))
    raise NotReady(row.percent)


def is_whole(row: Shaped) -> bool:
    try:
        return payloads.digest_of(payloads.path_of(row.file)) == row.digest
    except OSError:
        return False


def filled(piece: Piece, row: Shaped) -> Piece:
    """Return the piece that goes out; its approval is that of the original."""
    return replace(
        piece,
        path=payloads.path_of(row.file),
        digest=row.digest,
        size=row.size,
        original=piece.digest,
    )


# --- pictures -------------------------------------------------------------------------


def draw(piece: Piece) -> Shaped:
    """Draw a picture and note what came out. Raises Unreadable. Two queries."""
    assert isinstance(piece.shape, Shape)  # noqa: S101 - for the type
    return note(piece, renditions.jpeg(piece.path, piece.shape, piece.focus))


def note(piece: Piece, final: Path) -> Shaped:
    """Write down what was drawn, by its hash. Two queries."""
    source, recipe = key_of(piece)
    facts = {
        "status": Shaped.Status.DONE,
        "file": below(final),
        "digest": payloads.digest_of(final),
        "size": final.stat().st_size,
        "kind": piece.kind,
        "percent": 100,
        "problem": "",
    }
    row, _made = Shaped.objects.update_or_create(
        source=source, recipe=recipe, defaults=facts
    )
    return row


def below(path: Path) -> str:
    return str(path.relative_to(settings.MEDIA_ROOT))


# --- films ----------------------------------------------------------------------------


def ask(piece: Piece, *, again: bool = False) -> Shaped:
    """Ask for a film in a shape, once; anew where it was lost since."""
    source, recipe = key_of(piece)
    order = {"file": below(piece.path), "shape": kept(piece.shape)}
    facts = {"kind": piece.kind, "order": order | {"focus": piece.focus}}
    row, made = Shaped.objects.get_or_create(
        source=source, recipe=recipe, defaults=facts
    )
    if again and not made:
        row.status, row.percent, row.tries = Shaped.Status.WAITING, 0, 0
        row.order = facts["order"]
        row.save()
    return row


def ask_all(posts: Iterable[Post]) -> None:
    """Ask for all films of these posts. One query a film that is new."""
    for post in posts:
        for piece in post.pieces:
            if piece.kind == "video" and piece.shape:
                ask(piece)


def work() -> bool:
    """Make the film that waits longest; return whether there was one.

    Called by one process at a time. Who dies of it leaves the row waiting, and half a
    file that the next one takes away.
    """
    row = Shaped.objects.filter(status=Shaped.Status.WAITING).order_by("pk").first()
    if row is None:
        return False
    if row.tries >= MOST_TRIES:
        end(row, problem="film_unreadable")
        return True
    Shaped.objects.filter(pk=row.pk).update(tries=F("tries") + 1, percent=0)
    source = payloads.path_of(row.order["file"])
    final = source.with_name(f"{row.source}-{row.recipe}.mp4")
    half = final.with_suffix(".half")
    try:
        end(row, file=make(row, source, half, final))
    except Unplayable as fault:
        end(row, problem=str(fault))
    except OSError:
        logger.exception("A film could not be kept", extra={"shaped": row.pk})
    finally:
        half.unlink(missing_ok=True)
    return True


def make(row: Shaped, source: Path, half: Path, final: Path) -> Path:
    """Write a film in its shape. Raises Unplayable."""
    shape, focus = of("video", row.order["shape"]), row.order.get("focus")
    assert isinstance(shape, FilmShape)  # noqa: S101 - for the type
    if not source.exists():
        raise Unplayable("film_gone")
    if payloads.digest_of(source) != row.source:
        raise Unplayable("film_gone")

    def told(percent: int) -> None:
        # One statement a percent, a hundred a film.
        if percent > row.percent:
            row.percent = percent
            Shaped.objects.filter(pk=row.pk).update(percent=percent)

    row.percent = 0
    point = (int(focus[0]), int(focus[1])) if focus else None
    films.make(source, half, shape, point, told)
    with half.open("rb") as file:
        os.fsync(file.fileno())
    half.replace(final)
    return final


def end(row: Shaped, *, file: Path | None = None, problem: str = "") -> None:
    """Write down that a film is ready, or why it never will be."""
    facts: dict[str, object] = {"status": Shaped.Status.FAILED, "problem": problem}
    if file is not None:
        facts = {"status": Shaped.Status.DONE, "problem": "", "percent": 100}
        facts |= {"file": below(file), "digest": payloads.digest_of(file)}
        facts |= {"size": file.stat().st_size}
    Shaped.objects.filter(pk=row.pk).update(**facts)


def unready(post: Post) -> Iterator[tuple[int, Shaped | None]]:
    """Yield each film that is not ready, by its place, with what is known of it."""
    shaped = [one for one in post.pieces if one.kind == "video" and one.shape]
    rows = made_of(shaped)
    for item, piece in enumerate(post.pieces, 1):
        if piece in shaped:
            row = rows.get(key_of(piece))
            if row is None or row.status != Shaped.Status.DONE:
                yield item, row


def try_again(post: Post) -> None:
    """Let films that failed be made once more: the server may have changed."""
    for _item, row in unready(post):
        if row and row.status == Shaped.Status.FAILED:
            facts = {"status": Shaped.Status.WAITING, "tries": 0, "problem": ""}
            Shaped.objects.filter(pk=row.pk).update(**facts)
