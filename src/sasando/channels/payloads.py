"""From rows to what an adapter is given: the post, the place, what is prepared."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from sasando.channels import films, lending, shapes, wording
from sasando.channels.adapters import (
    Parcel,
    Piece,
    Place,
    Post,
    adapter_of,
    in_shape,
    marker_of,
)
from sasando.channels.models import Channel, Content, Delivery, Medium, Variant
from sasando.channels.outcomes import Prepared
from sasando.channels.people import addressing
from sasando.channels.wire import Line

PIECE_BYTES = 1024 * 1024
# Which of a channel's options a post says by itself: the others stay as they were
# approved when the post is changed.
OWN = "own"


def post_of(delivery: Delivery) -> Post:
    """Return what was approved: this goes out, whatever stands elsewhere."""
    return post_in(delivery.payload)


def post_in(facts: Mapping[str, Any]) -> Post:
    """Return the post that a kept payload says."""
    pieces = tuple(piece_of(one) for one in facts.get("pieces", ()))
    return Post(
        facts.get("text", ""), facts.get("link", ""), pieces, facts.get("options", {})
    )


def piece_of(facts: Mapping[str, Any]) -> Piece:
    """Return a picture or a film as it was approved."""
    kind, focus = facts["kind"], facts.get("focus")
    return Piece(
        kind,
        path_of(facts["file"]),
        facts["digest"],
        facts["size"],
        facts["alt"],
        shape=shapes.of(kind, facts.get("shape", {})),
        focus=(focus[0], focus[1]) if focus else None,
        picture=facts.get("picture", 0),
    )


def payload_of(post: Post) -> dict[str, Any]:
    """Return a post as a delivery keeps it."""
    pieces = [
        {
            "kind": one.kind,
            "file": str(one.path.relative_to(settings.MEDIA_ROOT)),
            "digest": one.digest,
            "size": one.size,
            "alt": one.alt,
            "shape": shapes.kept(one.shape),
            "focus": one.focus,
            "picture": one.picture,
        }
        for one in post.pieces
    ]
    facts = {"text": post.text, "link": post.link, "pieces": pieces}
    return facts | {"options": dict(post.options)}


def approved(post: Post) -> dict[str, Any]:
    """Return what an approval binds a delivery to: the payload, and its hash."""
    return {"payload": payload_of(post), "approved_digest": post.digest()}


def draft_of(content: Content, channel: Channel) -> Post:
    """Return what this channel says of a content as it stands now. Two queries."""
    variant = Variant.objects.filter(content=content, channel=channel).first()
    post = composed(content, variant, content.media.all(), channel)
    post = addressing.addressed(post, content, channel.kind, {})
    return wording.dressed(post, content, channel)


def keep_link(content: Content, channel: Channel, post: Post) -> None:
    """Write down the short link of an approved post; no query where it has none."""
    if not marker_of(post):
        return
    own = Variant.objects.filter(content=content, channel=channel)
    link = own.values_list("link", flat=True).first()
    wording.keep_link(content, channel, content.link if link is None else link)


def drafts_of(
    content: Content,
    channels: Iterable[Channel],
    out: Mapping[int, Mapping[str, Any]] | None = None,
) -> dict[int, Post]:
    """Return what each of these channels says of a content now. Two queries in all,
    and those of `addressing` where one of them goes to people.

    `out` are the options of what is approved, by channel: what such a channel says of
    every post stays there as it was approved.
    """
    variants = {one.channel_id: one for one in content.variants.all()}
    media = list(content.media.all())
    known: addressing.Known = {}
    found = {}
    for one in channels:
        said = (out or {}).get(one.pk)
        post = composed(content, variants.get(one.pk), media, one, said)
        post = addressing.addressed(post, content, one.kind, known, said)
        found[one.pk] = wording.dressed(post, content, one)
    return found


def composed(
    content: Content,
    variant: Variant | None,
    media: Iterable[Medium],
    channel: Channel,
    out: Mapping[str, Any] | None = None,
) -> Post:
    """Return a post: the content, and what this variant says otherwise.

    Its pictures and films say in which shape this platform wants them; what the channel
    says of every post is a part of it, as far as people see that.
    """
    text, link, options = content.text, content.link, bound(channel, out)
    if variant:
        text = text if variant.text is None else variant.text
        link = link if variant.link is None else variant.link
        options |= variant.options
        own = sorted(adapter_of(channel.kind).caps.binds & variant.options.keys())
        if own and not says_so(options, own, out):
            options[OWN] = own
    post = Post(text, link, tuple(piece_from(one) for one in media), options)
    return in_shape(channel.kind, post, films=films.can_work())


def bound(channel: Channel, out: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the options of a channel that are approved with each post of it."""
    names = sorted(adapter_of(channel.kind).caps.binds)
    now = {name: channel.options.get(name, "") for name in names}
    if out is None:
        return now
    kept = {name: one for name, one in out.items() if name not in out.get(OWN, ())}
    return {name: kept.get(name, now[name]) for name in names if name in out}


def says_so(
    options: Mapping[str, Any], own: Iterable[str], out: Mapping[str, Any] | None
) -> bool:
    """Return whether what is approved says this already, and not by whose choice: it
    was approved before the options of channels were bound.
    """
    if out is None or OWN in out:
        return False
    return all(name in out and out[name] == options[name] for name in own)


def piece_from(medium: Medium) -> Piece:
    """Return a picture or a film as it came in."""
    return Piece(
        medium.kind,  # type: ignore[arg-type]
        path_of(medium.file),
        medium.digest,
        medium.size,
        medium.alt,
        focus=medium.focus,
        width=medium.width,
        height=medium.height,
        seconds=medium.seconds,
        picture=medium.picture_id or 0,
    )


def path_of(file: str) -> Path:
    """Return where a file lies that was kept for a post."""
    return Path(settings.MEDIA_ROOT) / file


def missing(post: Post) -> int:
    """Return the place of the first file that is gone or changed; 0 for none."""
    for place, piece in enumerate(post.pieces, 1):
        try:
            if digest_of(piece.path) != piece.digest:
                return place
        except OSError:
            return place
    return 0


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def place_of(channel: Channel) -> Place:
    """Return where and as whom a channel speaks."""
    tokens = json.loads(channel.secrets or "{}")
    return Place(channel.base_url, channel.account_id, tokens, channel.options)


def prepared_of(delivery: Delivery) -> dict[str, Prepared]:
    """Return what the platform holds for a delivery. One query, none the first time."""
    if delivery.fence <= 1:
        return {}
    return {
        row.name: Prepared(row.name, row.value, row.facts, row.expires_at)
        for row in delivery.prepared.all()
    }


def parcel_of(delivery: Delivery, post: Post, line: Line, **more: Any) -> Parcel:
    """Return what the adapter is told. One query."""
    prepared = prepared_of(delivery)
    return Parcel(place_of(delivery.channel), post, line, prepared, **more)


def lender_of(place: Place) -> Callable[[Path], str]:
    """Return what lends a platform the public address of a file. Asks nothing yet."""
    return lambda path: lending.lend(path, place.base_url)
