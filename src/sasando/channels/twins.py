"""One account is one channel: by two of them a post would stand there twice."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from sasando.channels import reach
from sasando.channels.adapters import adapter_of
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Channel
from sasando.core.entries import hold_chain
from sasando.core.workflow import NotAllowed


def refuse(kind: str, names: Collection[str], *, called: str, base_url: str) -> None:
    """Raise NotAllowed where an account, by any of its names, is a channel already.

    In the transaction that adds it: whoever else connects waits, and then sees it. The
    double's accounts are others than the platform's.
    """
    hold_chain(ContentType.objects.get_for_model(Channel).pk, "connecting")
    wanted = {alike(name) for name in names}
    rows = Channel.objects.there().filter(kind=kind).defer("secrets")
    for other in rows:
        is_same = alike(other.account_id) in wanted
        if is_unknown(kind):
            # The same handle on two platforms, each served by hand.
            is_same = is_same and alike(other.name) == alike(called)
        if is_same and is_double(other.base_url) == is_double(base_url):
            raise NotAllowed(
                _("This account is a channel already. Connect that one again.")
            )


def alike(name: str) -> str:
    """Return a name as platforms tell it from others."""
    return " ".join(name.split()).casefold()


def is_unknown(kind: str) -> bool:
    """Return whether people post by hand, on a platform that is not named."""
    adapter = adapter_of(kind)
    calls = adapter.caps.base_url or isinstance(adapter, Spreads)
    return not (calls or adapter.caps.is_ours)


def is_double(url: str) -> bool:
    return reach.is_here(reach.host_of(reach.as_web(url)))
