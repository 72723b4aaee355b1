"""A Facebook Page: text, link, one photo, several photos; films by `facebook_films`.

A post with a picture is made of photos uploaded unseen: their names are ours alone,
so the post that shows them is surely ours, and a second one with them is refused. Of a
post of words nothing is known before it is out; it is found again by its text or link.
Source: Pages API, Posts; channel-contracts.md §1–2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sasando.channels.adapters import (
    Capabilities,
    Clocks,
    Parcel,
    Piece,
    Place,
    Post,
    Search,
    marker_of,
)
from sasando.channels.adapters import facebook_films as films
from sasando.channels.adapters.counting import MB, problems
from sasando.channels.adapters.graph import (
    ask,
    error_in,
    fault_of,
    made,
    number,
    on_commit,
    on_step,
    pages,
    remove,
    rows,
    send,
    spoken,
    usage,
)
from sasando.channels.adapters.graph_comments import Comments
from sasando.channels.adapters.graph_faults import GRAPH_FAULTS
from sasando.channels.adapters.insights import of_graph
from sasando.channels.adapters.meta_doors import FacebookDoor, clocks
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Conflict,
    Deleted,
    Edited,
    Found,
    Kind,
    MetricGone,
    NotFoundYet,
    NotYet,
    Prepared,
    Problem,
    ProvenAbsent,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.shapes import AnyShape, FilmShape, Shape
from sasando.channels.wire import Line

# Clocks differ; a post may bear a time before we asked for it.
TOLERANCE = timedelta(minutes=5)
A_PAGE, MOST_PAGES = "100", 20
FIELDS = (
    "id,message,created_time,permalink_url,is_published,from,application,"
    "attachments{target{id,url},media_type,unshimmed_url,subattachments{target{id}}}"
)


COMMENTS = Comments(
    GRAPH_FAULTS, "message", "id,message,from,created_time", newest_first=True
)


class Facebook:
    """The adapter; it keeps nothing."""

    caps = Capabilities(
        base_url="https://graph.facebook.com",
        max_chars=63_206,
        max_images=10,
        max_image_bytes=4 * MB,
        max_videos=1,
        can_edit=True,
        can_delete=True,
        can_first_comment=True,
        max_comment_chars=8000,
        evidence="likely",
        picture=Shape(most_width=2048, most_bytes=4 * MB),
        film=FilmShape(most_bytes=1024 * MB),
    )
    faults = GRAPH_FAULTS
    door = FacebookDoor()
    account_metrics = ("page_follows", "page_media_view", "page_post_engagements")
    post_metrics = (
        *("post_media_view", "post_total_media_view_unique"),
        *("post_reactions_by_type_total", "post_clicks"),
    )

    def validate(self, post: Post) -> list[Problem]:
        found = problems(self.shown(post), self.caps)
        if films.film_of(post) and len(post.pieces) > 1:
            found.append(Problem("film_alone"))
        return found

    def shape_of(self, post: Post, piece: Piece) -> AnyShape | None:
        """Return how a piece is wanted: a reel stands upright and is short."""
        if piece.kind == "image":
            return self.caps.picture
        return films.REEL if films.is_reel(post) else self.caps.film

    def shown(self, post: Post) -> Post:
        """Return a post as it will stand: beside pictures there is no link of its own.

        So it stands in the text, or readers would never get it.
        """
        if not (post.pieces and post.link):
            return post
        text = "" if post.link in post.text else post.link
        words = "\n\n".join(part for part in (post.text, text) if part)
        return replace(post, text=words, link="")

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return usage(headers)

    # --- out --------------------------------------------------------------

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        if film := films.film_of(parcel.post):
            return films.prepare(parcel, film)
        for place, piece in enumerate(parcel.post.pieces, 1):
            name = f"photo-{place}"
            held = parcel.prepared.get(name)
            # The words of a picture cannot be changed there: other words, another one.
            facts = {"digest": piece.digest, "alt": piece.alt}
            if held and held.facts == facts:
                continue
            fields = {"published": "false"}
            if piece.alt:
                fields["alt_text_custom"] = piece.alt
            with piece.path.open("rb") as file:
                files = {"source": (f"{piece.digest[:16]}.jpg", file, "image/jpeg")}
                path = f"{parcel.place.account_id}/photos"
                reply = send(parcel.line, parcel.place, path, fields, files=files)
            if photo := made(reply):
                return Prepared(name, photo, facts)
            return on_step(reply, item=place)
        return None

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        return films.poll(parcel) if films.film_of(parcel.post) else Ready()

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        if films.film_of(parcel.post):
            return films.commit(parcel, spoken(self.shown(parcel.post).text))
        post, fields = self.shown(parcel.post), {"fields": "id,permalink_url"}
        if post.text:
            fields["message"] = spoken(post.text)
        if post.link:
            fields["link"] = post.link
        for at, photo in enumerate(photos(parcel)):
            fields[f"attached_media[{at}]"] = f'{{"media_fbid":"{photo}"}}'
        path = f"{parcel.place.account_id}/feed"
        reply = send(parcel.line, parcel.place, path, fields)
        if name := made(reply):
            return Accepted(name, made(reply, "permalink_url"))
        return on_commit(reply)

    # --- was it out? ------------------------------------------------------

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet | Conflict | Refused:
        if films.film_of(parcel.post):
            return films.reconcile(parcel, search)
        since = int((search.started_at - TOLERANCE).timestamp())
        found: list[Found] = []
        for page in feed(parcel, since):
            if isinstance(page, Refused):
                return page
            found += [
                Found(str(row["id"]), str(row.get("permalink_url", "")), by)
                for row in page
                if row.get("id")
                and (by := why(row, parcel))
                and not search.is_taken(
                    str(row["id"]), str(row.get("permalink_url", ""))
                )
            ]
        if sure := [one for one in found if one.by in {"photo", "short link"}]:
            found = sure
        if len(found) > 1:
            return Conflict(tuple(one.permalink or one.external_id for one in found))
        if found:
            return found[0]
        # A second post with these photos would be refused (1366051), so half an hour
        # without the first is proof enough. Of words there is none.
        if photos(parcel) and search.is_last:
            return ProvenAbsent("no post shows our photos")
        return NotFoundYet()

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        fields = "id,permalink_url,is_published"
        reply = ask(line, place, external_id, fields=fields)
        facts = reply.json()
        if not made(reply):
            return None
        is_public = bool(facts.get("is_published", True))
        return RemotePost(external_id, made(reply, "permalink_url"), is_public)

    # --- afterwards -------------------------------------------------------

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        fields = {"message": spoken(self.shown(parcel.post).text)}
        reply = send(parcel.line, parcel.place, external_id, fields)
        facts = reply.json()
        if isinstance(facts, dict) and facts.get("success") is True:
            return Edited()
        return on_step(reply)

    def says(self, parcel: Parcel, external_id: str) -> bool | None:
        """Return whether a post says the words of the parcel."""
        reply = ask(parcel.line, parcel.place, external_id, fields="id,message")
        if not made(reply):
            return None
        told = spoken(str(reply.json().get("message") or ""))
        return told == spoken(self.shown(parcel.post).text)

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        reply = remove(line, place, external_id)
        facts, error = reply.json(), error_in(reply)
        if isinstance(facts, dict) and facts.get("success") is True:
            return Deleted()
        fault = fault_of(number(error, "code"), number(error, "error_subcode"))
        if fault and fault.kind == Kind.LOST:
            return Deleted()
        return on_step(reply)

    def clocks(self, place: Place, line: Line) -> Clocks | Refused:
        return clocks(place, line)

    def measure(
        self, place: Place, line: Line, metric: str, external_id: str
    ) -> int | MetricGone | Refused | None:
        return of_graph(place, line, metric, external_id, self.faults)

    # --- the first comment --------------------------------------------------

    def comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Accepted | Refused | Ambiguous:
        return COMMENTS.write(place, line, external_id, text)

    def find_comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Found | NotFoundYet | Refused:
        return COMMENTS.find(place, line, external_id, text)

    def check(self, place: Place, line: Line) -> Account | Refused:
        fields = "id,name,picture{url}"
        reply = ask(line, place, place.account_id, fields=fields)
        if not (name := made(reply)):
            return on_step(reply)
        facts = reply.json()
        picture = facts.get("picture")
        shown = picture.get("data", picture) if isinstance(picture, dict) else {}
        return Account(name, str(facts.get("name", "")), str(shown.get("url", "")))


def photos(parcel: Parcel) -> list[str]:
    """Return the names of our photos, in the order of the pictures."""
    names = [f"photo-{place}" for place in range(1, len(parcel.post.pieces) + 1)]
    return [parcel.prepared[name].value for name in names if name in parcel.prepared]


def feed(parcel: Parcel, since: int) -> Iterator[list[dict[str, Any]] | Refused]:
    """Read what stands on the page since a moment, newest first, page by page."""
    path = f"{parcel.place.account_id}/feed"
    wanted = {"since": str(since), "fields": FIELDS, "limit": A_PAGE}
    return pages(parcel.line, parcel.place, path, wanted, most=MOST_PAGES)


def why(row: dict[str, Any], parcel: Parcel) -> str:
    """Return by what a post there is this one: "photo", "short link", "text", …"""
    if targets(row) & set(photos(parcel)):
        return "photo"
    # Our own short link stands in no other post, whatever else the platform made of it.
    if (marker := marker_of(parcel.post)) and marker in marks(row):
        return "short link"
    # With pictures their names decide: an equal text may be another post.
    if photos(parcel) or not is_ours(row, parcel.place):
        return ""
    if spoken(str(row.get("message", ""))) != spoken(parcel.post.text):
        return ""
    if parcel.post.text:
        return "text"
    # A link without a word: the only thing that it shares with another is its kind.
    return "link" if "link" in {one.get("media_type") for one in attached(row)} else ""


def marks(row: dict[str, Any]) -> str:
    """Return all in which our short link may stand: the words, the link below them."""
    shown = [f"{row.get('message') or ''}"]
    for one in attached(row):
        shown += [str((one.get("target") or {}).get("url", ""))]
        shown += [str(one.get("unshimmed_url") or "")]
    return "\n".join(f"{each} " for each in shown)


def is_ours(row: dict[str, Any], place: Place) -> bool:
    """Return whether the page itself wrote it, by our app where it says by which."""
    writer = (row.get("from") or {}).get("id", place.account_id)
    app, ours = (row.get("application") or {}).get("id"), place.options.get("app_id")
    return str(writer) == place.account_id and (not app or not ours or app == ours)


def targets(row: dict[str, Any]) -> set[str]:
    """Return the names of the photos that a post shows."""
    shown = attached(row)
    below = [more for one in shown for more in rows(one.get("subattachments"))]
    return {str((one.get("target") or {}).get("id", "")) for one in (*shown, *below)}


def attached(row: dict[str, Any]) -> list[dict[str, Any]]:
    return rows(row.get("attachments"))
