"""A mail program's own button ends a subscription: one POST, no page, no cookie."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.channels.post_office import PostOffice
from tests.channels.stage import run, say
from tests.channels.test_mailing import mail_channel, people, states

from sasando.channels.people import asking, letters
from sasando.channels.people.models import Subscription
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "application/x-www-form-urlencoded"
ONE_CLICK = b"List-Unsubscribe=One-Click"
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
    b"One-Click\r\n--b--\r\n"
)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """RFC 8058 §3.1: a redirect is an answer that mail programs do not follow."""

    def redirect_request(self, *facts: Any) -> None:
        return None


def pressed(
    address: str, body: bytes | None, kind: str = FORM, method: str = "POST"
) -> int:
    """Send what a mail provider's server sends, over a socket; return the status."""
    facts = {"Content-Type": kind, "User-Agent": "Contoh-Mail/1.0"}
    request = urllib.request.Request(address, body, facts, method=method)
    with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as answer:
        assert answer.headers["Set-Cookie"] is None
        return int(answer.status)


def lines_of(raw: str, name: str) -> list[str]:
    """Return a header as it went over the wire, each of its lines."""
    head = raw.replace("\r\n", "\n").partition("\n\n")[0].split("\n")
    start = next(n for n, line in enumerate(head) if line.startswith(f"{name}: "))
    folded = [line for line in head[start + 1 :][:1] if line[:1] in " \t"]
    return [head[start], *folded]


def test_the_button_of_a_mail_program_stops_the_next_letter(
    post_office: PostOffice, live_server: Any
) -> None:
    channel = mail_channel(post_office)
    people(3)
    say([channel])
    run()
    found = {}
    for place, line in enumerate(post_office.letters()):
        [header] = lines_of(line["raw"], "List-Unsubscribe")
        # The only address is the web's, in one line: nothing to be put together.
        address = header.removeprefix("List-Unsubscribe: <").removesuffix(">")
        assert address.startswith(f"{settings.PUBLIC_URL}/langganan/berhenti/")
        assert lines_of(line["raw"], "List-Unsubscribe-Post") == [
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
        ]
        assert address in post_office.text(place)
        found[line["to"]] = address.replace(settings.PUBLIC_URL, live_server.url)
    first, second, third = (found[f"w000{n}@example.org"] for n in range(3))
    # What looks at letters opens the link, and ends nothing.
    for method in ("GET", "HEAD"):
        assert pressed(third, None, method=method) == 200
    assert pressed(first, ONE_CLICK) == 200
    assert pressed(second, PARTS, "multipart/form-data; boundary=b") == 200
    # Providers try again when an answer was lost.
    assert pressed(first, ONE_CLICK) == 200
    assert Subscription.objects.filter(status="left").count() == 2
    say([channel], text="Kabar kedua")
    run()
    assert post_office.addresses()[3:] == ["w0002@example.org"]
    assert states() == {"sent": 4}


def test_an_address_that_was_altered_ends_nobody(
    post_office: PostOffice, live_server: Any
) -> None:
    channel = mail_channel(post_office)
    people(2)
    say([channel])
    run()
    addresses = [
        str(post_office.read(n)["List-Unsubscribe"]).strip("<>") for n in range(2)
    ]
    ends = [one.rpartition("/berhenti/")[2].strip("/") for one in addresses]
    number, proof = ends[0].split("-", 1)[0], ends[1].split("-", 1)[1]
    for altered in (f"{number}-{proof}", f"{number}-", ends[0][:-1], f"0{ends[0]}x"):
        there = f"{live_server.url}/langganan/berhenti/{altered}/"
        with pytest.raises(urllib.error.HTTPError) as gone:
            pressed(there, ONE_CLICK)
        assert gone.value.code == 404
    assert Subscription.objects.active().count() == 2


def test_a_letter_that_asks_whether_it_was_you_has_no_such_button(
    post_office: PostOffice,
) -> None:
    mail_channel(post_office)
    now = timezone.now()
    asking.note(Wanted("email", "sari@example.org", wants=(Want(),)), at=now)
    letters.send(now)
    # Nothing was agreed to: there is nothing to leave.
    assert post_office.read()["List-Unsubscribe"] is None
