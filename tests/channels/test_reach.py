"""A channel calls the open internet, and nothing that only this server reaches."""

import socket
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from tests.channels.stage import TOKEN, Stage, only, run, say, told

from sasando.accounts.models import User
from sasando.channels import hooks, outbox, reach, workflow
from sasando.channels.hooks import Wish
from sasando.channels.models import Channel
from sasando.channels.outside import Hook
from sasando.channels.wire import Line, NotSent
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
PRIVATE = (
    "10.0.0.5",
    "192.168.1.1",
    "169.254.169.254",
    "[fd00::1]",
    "[::ffff:10.0.0.5]",
)
# They divide a name as ours does.
OTHER_DOTS = ("\u3002", "\uff0e", "\uff61")
REDIRECTS = (301, 302, 303, 307, 308)


def connect(base_url: str, *, by: Any = None) -> Channel:
    facts = workflow.Connection("facebook", "Humas", "1001", base_url, {"token": TOKEN})
    return workflow.connect(None, facts, by=by, at=timezone.now())


@pytest.mark.parametrize("host", PRIVATE)
def test_no_channel_is_connected_to_a_closed_network(db: None, host: str) -> None:
    with pytest.raises(NotAllowed):
        connect(f"https://{host}/graph")
    assert not Channel.objects.exists()


@pytest.mark.parametrize("url", ["http://graph.example.org", "https://", "//a.example"])
def test_a_platform_of_the_internet_is_called_by_https_alone(
    db: None, url: str
) -> None:
    with pytest.raises(NotAllowed):
        connect(url)


def test_a_host_that_the_settings_name_may_be_anywhere(db: None, settings: Any) -> None:
    settings.CHANNEL_HOSTS = frozenset({"10.0.0.5"})
    connect("http://10.0.0.5:3128/graph")


def test_a_double_on_this_machine_is_the_command_lines_and_says_so(
    stage: Stage, db: None
) -> None:
    admin: User = make.person("Yanti Contoh", "channel_admin")
    with pytest.raises(NotAllowed):
        connect(f"{stage.address}/facebook", by=admin)
    connect("https://graph.facebook.com", by=admin)
    stage.channel()
    marks = [one["on_double"] for one in told("channels", "list")]
    assert marks == [False, True]


def test_a_name_that_leads_to_a_closed_network_is_not_called(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(stage.address.rpartition(":")[2])
    row = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [row])
    for name in ("graph.example.org", "127.0.0.1.example.org"):
        with pytest.raises(NotSent):
            Line().get(f"http://{name}:{port}/facebook/1001")
    assert stage.world.log == []


def test_a_platform_of_the_internet_cannot_send_an_upload_to_this_machine(
    stage: Stage,
) -> None:
    line = Line(home="https://graph.facebook.com")
    with pytest.raises(NotSent):
        line.post(f"{stage.address}/facebook/1001/photos", data={"a": "b"})
    assert stage.world.log == []


@pytest.mark.parametrize("status", REDIRECTS)
def test_a_redirect_is_not_followed_and_proves_nothing(
    stage: Stage, status: int
) -> None:
    say([stage.channel()])
    headers = {"Location": f"{stage.address}/facebook/1001/feed?elsewhere=1"}
    stage.fault("error", code=1, status=status, headers=headers)
    run()
    assert len(stage.world.log) == 1
    assert only().status == "confirming"


@pytest.mark.parametrize("dot", OTHER_DOTS)
def test_no_other_dot_leads_a_platform_of_the_internet_to_this_machine(
    stage: Stage, dot: str
) -> None:
    port = stage.address.rpartition(":")[2]
    url = f"http://127{dot}0.0.1:{port}/facebook/1001"
    with pytest.raises(NotSent):
        Line(home="https://graph.facebook.com").get(url)
    assert stage.world.log == []
    assert reach.is_here(reach.host_of(url))


@pytest.mark.parametrize("dot", OTHER_DOTS)
def test_no_webhook_leads_to_this_machine_however_it_is_written(
    stage: Stage, dot: str
) -> None:
    wish = Wish("Program", f"https://127{dot}0.0.1/", ["delivery.published"])
    with pytest.raises(NotAllowed):
        hooks.add_hook(None, wish, by=None, at=timezone.now())
    # One that was kept before, when the settings named it.
    at = timezone.now()
    secret = hooks.new_secret()
    facts = {"secret": secret, "events": wish.events, "created_at": at}
    Hook.objects.create(name="Lama", url=f"{stage.address}/x", **facts)
    say([stage.channel()])
    run()
    asked = len(stage.world.log)
    outbox.run(timezone.now())
    assert len(stage.world.log) == asked
    [message] = Hook.objects.get().messages.all()
    assert (message.state, message.tries) == ("waits", 1)
