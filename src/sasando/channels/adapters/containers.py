"""What Instagram and Threads share: a container, then its publication.

Both fetch pictures and films from an address of ours, keep them in a container that
nobody sees, and publish it once. So the container is the proof: it says PUBLISHED, or
it is not out (channel-contracts.md §3.1–3.3, §5). Its name is saved before it is
published, and whatever is published again is the same one.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace

from sasando.channels.adapters import (
    Capabilities,
    NotLent,
    Parcel,
    Piece,
    Place,
    Post,
)
from sasando.channels.adapters.container_search import (
    CONTAINER,
    Seeking,
    State,
)
from sasando.channels.adapters.counting import MB, problems
from sasando.channels.adapters.graph import (
    ask,
    error_in,
    fault_of,
    made,
    mishap_of,
    number,
    on_step,
    remove,
    rows,
    send,
    usage,
)
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Deleted,
    Edited,
    Faults,
    Kind,
    Mishap,
    NotYet,
    Prepared,
    Problem,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.wire import Line, Lost, NotSent

# A picture is taken in at once, a film is not.
PICTURE_SECONDS, FILM_SECONDS = 5, 20
OK, HELD = 200, {"FINISHED", "PUBLISHED"}
FILM_ENDINGS = {".mp4", ".mov"}
MOST_FILM_MB = 300
# A restriction is told also of what went out.
DOUBTFUL = {2207051}
# Said on publication, these leave no doubt; of all else the container knows better.
CERTAIN = {Kind.RATE, Kind.REAUTH, Kind.BLOCKED, Kind.CONFIG}
# Why a container may be spoilt; of any other kind it is made anew.
OF_A_CONTAINER = {Kind.MEDIA, Kind.MEDIA_RETRY, Kind.PERMANENT}


class Containers(Seeking):
    """The adapter; it keeps nothing."""

    caps: Capabilities

    # --- what differs -------------------------------------------------------

    @abstractmethod
    def validate(self, post: Post) -> list[Problem]:
        """Return what hinders this post here."""

    @abstractmethod
    def fields(self, post: Post) -> dict[str, str]:
        """Return what a container says besides its picture or film."""

    def item_fields(self, kind: str) -> dict[str, str]:
        """Return how a picture or film is named as one of several."""
        return {"media_type": "VIDEO"} if kind == "video" else {}

    @abstractmethod
    def fault_in(self, detail: str) -> tuple[int, int]:
        """Return the numbers of what a spoilt container tells; (0, 0) for nothing."""

    def shown(self, post: Post) -> Post:
        """Return a post as it will stand: its link is read below the words."""
        return replace(post, text=self.said(post), link="")

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return usage(headers)

    # --- out ----------------------------------------------------------------

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        pieces = parcel.post.pieces
        if len(pieces) > 1:
            for place, piece in enumerate(pieces, 1):
                if not held(parcel, item_name(place)):
                    return self.create_item(parcel, piece, place)
        if held(parcel, CONTAINER) or not self.are_read(parcel):
            return None
        fields = self.fields(parcel.post)
        if len(pieces) == 1:
            shown = self.lent(parcel, pieces[0], 1)
            if isinstance(shown, Refused):
                return shown
            fields |= shown
        elif pieces:
            fields |= {"media_type": "CAROUSEL", "children": ",".join(items(parcel))}
        return self.create(parcel, CONTAINER, fields)

    def create_item(
        self, parcel: Parcel, piece: Piece, place: int
    ) -> Prepared | Refused:
        shown = self.lent(parcel, piece, place)
        if isinstance(shown, Refused):
            return shown
        fields = shown | self.item_fields(piece.kind) | {"is_carousel_item": "true"}
        return self.create(parcel, item_name(place), fields, place)

    def create(
        self, parcel: Parcel, name: str, fields: dict[str, str], place: int = 0
    ) -> Prepared | Refused:
        path = f"{parcel.place.account_id}/{self.words.create}"
        reply = send(parcel.line, parcel.place, path, fields)
        if container := made(reply):
            return Prepared(name, container, {"post": mark(parcel.post)})
        why = on_step(reply, item=place or 1, faults=self.faults)
        # What it was to be made of may have expired.
        old = why.mishap.kind == Kind.MEDIA_RETRY and name == CONTAINER
        return replace(why, forget=tuple(parcel.prepared)) if old else why

    def lent(
        self, parcel: Parcel, piece: Piece, place: int
    ) -> dict[str, str] | Refused:
        """Return the address of a piece, tried by ourselves first."""
        try:
            url = parcel.lend(piece.path)
        except NotLent as fault:
            return Refused(Mishap(Kind.CONFIG, "no_public_address", said=str(fault)))
        if said := trouble(parcel.line, url, piece.size):
            mishap = Mishap(Kind.MEDIA_RETRY, "not_public", said=said, item=place)
            return Refused(mishap)
        if piece.kind == "video":
            return {"video_url": url}
        return {"image_url": url} | ({"alt_text": piece.alt} if piece.alt else {})

    def are_read(self, parcel: Parcel) -> bool:
        """Return whether the films of several are taken in; reads them only."""
        films = [
            parcel.prepared[item_name(place)].value
            for place, piece in enumerate(parcel.post.pieces, 1)
            if piece.kind == "video" and len(parcel.post.pieces) > 1
        ]
        states = [self.state(parcel, film) for film in films]
        return all(isinstance(one, State) and one.name in HELD for one in states)

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        if not held(parcel, CONTAINER):
            return self.poll_items(parcel)
        state = self.state(parcel, parcel.prepared[CONTAINER].value)
        if isinstance(state, Refused):
            if state.mishap.kind == Kind.LOST:
                return self.gone(parcel, State("EXPIRED"))
            return state
        if state.name in HELD:
            return self.quota(parcel)
        if state.name in {"ERROR", "EXPIRED"}:
            return self.gone(parcel, state)
        return NotYet(wait_for(parcel.post))

    def poll_items(self, parcel: Parcel) -> NotYet | Refused:
        """Say of several films which one was refused; the others are waited for."""
        for place, name in enumerate(items(parcel), 1):
            if parcel.post.pieces[place - 1].kind == "video":
                state = self.state(parcel, name)
                if isinstance(state, Refused):
                    return state
                if state.name in {"ERROR", "EXPIRED"}:
                    return self.gone(parcel, state, place)
        return NotYet(FILM_SECONDS)

    def gone(self, parcel: Parcel, state: State, place: int = 1) -> Refused:
        """Return why a container will never be published; another one is made."""
        code, subcode = self.fault_in(state.detail)
        fault = self.faults.get((code, subcode))
        said = f"{state.name} {state.detail}".strip()[:300]
        kind, name = Kind.MEDIA_RETRY, "expired" if state.name == "EXPIRED" else "media"
        if fault and fault.kind in OF_A_CONTAINER:
            kind, name = fault.kind, f"{code}.{subcode}"
        mishap = Mishap(kind, name, code, subcode, said=said, item=place)
        return Refused(mishap, forget=tuple(parcel.prepared))

    def quota(self, parcel: Parcel) -> Ready | Refused:
        """Say whether another post is allowed today; the platform's own figures."""
        path = f"{parcel.place.account_id}/{self.words.quota}"
        reply = ask(parcel.line, parcel.place, path, fields="quota_usage,config")
        # Where it does not tell, it will when asked to publish.
        for row in rows(reply.json())[:1]:
            config = row.get("config")
            total = config.get("quota_total") if isinstance(config, dict) else None
            used = row.get("quota_usage")
            if isinstance(total, int) and isinstance(used, int) and 0 < total <= used:
                said = f"{used} of {total} posts used"
                return Refused(Mishap(Kind.RATE, "quota", said=said))
        return Ready()

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        path = f"{parcel.place.account_id}/{self.words.publish}"
        fields = {"creation_id": parcel.prepared[CONTAINER].value}
        reply = send(parcel.line, parcel.place, path, fields)
        if name := made(reply):
            return Accepted(name)
        mishap = mishap_of(reply, faults=self.faults)
        if mishap.kind in CERTAIN and mishap.subcode not in DOUBTFUL:
            return Refused(mishap)
        return Ambiguous(replace(mishap, kind=Kind.AMBIGUOUS))

    # --- afterwards -------------------------------------------------------------

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        reply = ask(line, place, external_id, fields="id,permalink")
        if not made(reply):
            return None
        return RemotePost(external_id, made(reply, "permalink"), is_public=True)

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        return Unsupported()

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        if not external_id:
            return Unsupported()
        reply = remove(line, place, external_id)
        facts = reply.json()
        if isinstance(facts, dict) and facts.get("success") is True:
            return Deleted()
        why = on_step(reply, faults=self.faults)
        if why.mishap.kind in {Kind.RETRY, Kind.RATE, Kind.REAUTH}:
            return why
        # The same number says "gone" and "not by this way": see whether it is there.
        there = ask(line, place, external_id, fields="id")
        if made(there):
            return Unsupported()
        error = error_in(there)
        numbers = number(error, "code"), number(error, "error_subcode")
        fault = fault_of(*numbers, self.faults) if error else None
        if fault and fault.kind == Kind.LOST:
            return Deleted()
        return on_step(there, faults=self.faults)

    def check(self, place: Place, line: Line) -> Account | Refused:
        fields = f"id,username,name,{self.words.picture}"
        reply = ask(line, place, place.account_id, fields=fields)
        if not (name := made(reply)):
            return on_step(reply, faults=self.faults)
        shown = made(reply, "username")
        called = f"@{shown}" if shown else made(reply, "name")
        return Account(name, called, made(reply, self.words.picture))


def item_name(place: int) -> str:
    return f"item-{place}"


def items(parcel: Parcel) -> list[str]:
    """Return the containers of several pieces, in their order."""
    names = [item_name(place) for place in range(1, len(parcel.post.pieces) + 1)]
    return [parcel.prepared[name].value for name in names if name in parcel.prepared]


def mark(post: Post) -> str:
    return post.digest()[:32]


def held(parcel: Parcel, name: str) -> bool:
    """Return whether a thing is prepared for what the post says now."""
    there = parcel.prepared.get(name)
    return there is not None and there.facts.get("post") == mark(parcel.post)


def wait_for(post: Post) -> int:
    has_film = any(one.kind == "video" for one in post.pieces)
    return FILM_SECONDS if has_film else PICTURE_SECONDS


def trouble(line: Line, url: str, size: int) -> str:
    """Return why nobody could fetch a file of ours at its address; "" if they can.

    What our own server says counts no platform's allowance.
    """
    try:
        reply = replace(line, heard=lambda _reply: None).send("HEAD", url)
    except (NotSent, Lost) as fault:
        return f"our own address does not answer ({fault}): {url}"[:300]
    if reply.status != OK:
        return f"our own address answers {reply.status}: {url}"
    length = reply.headers.get("content-length", "")
    if length and length != str(size):
        return f"our own address has {length} bytes, not {size}: {url}"
    return ""


def whole_problems(post: Post, caps: Capabilities) -> list[Problem]:
    """Return what hinders a post on both, by its plain capabilities."""
    found = problems(post, caps)
    count, most = len(post.pieces), caps.max_images
    if count > most and not any(one.name == "too_many_media" for one in found):
        # Neither pictures nor films alone are too many.
        found.append(Problem("too_many_media", {"count": count, "most": most}))
    return found + film_problems(post)


def film_problems(post: Post) -> list[Problem]:
    """Return a problem for each film that neither platform takes."""
    found = []
    for place, one in enumerate(post.pieces, 1):
        if one.kind != "video" or one.shape is not None:
            continue
        if one.path.suffix.lower() not in FILM_ENDINGS:
            found.append(Problem("not_a_film", {"item": place}))
        elif one.size > MOST_FILM_MB * MB:
            found.append(Problem("too_big", {"item": place, "most": MOST_FILM_MB}))
    return found


def numbers_in(detail: str, faults: Faults) -> tuple[int, int]:
    """Return the numbers of a table that a sentence of the platform names."""
    found = re.search(r"error code (\d+)", detail)
    subcode = int(found[1]) if found else 0
    known = (key for key in faults if subcode and key[1] == subcode)
    return next(known, (0, subcode))
