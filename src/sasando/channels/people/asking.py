"""What the public form leaves behind: the same row for every address.

Who sends the form may be anybody. So the request looks nothing up: it writes down what
was asked, and a job finds out a moment later whether the address is known (`settle`).
Status, page, queries and time are alike for known and unknown addresses.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from sasando.channels.people import keys, workflow
from sasando.channels.people.models import Mailbox, Subscription
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted
from sasando.core.workflow import NotAllowed

# The letter of a row of which nobody looked yet whose it is.
UNKNOWN = "ask"
# So many letters in so long does one mailbox get, whoever asks for them.
MOST_LETTERS, IN = 3, timedelta(days=1)


@transaction.atomic
def note(wanted: Wanted, *, at: datetime) -> None:
    """Write down what the form asks for. As many queries for every address.

    Raises NotAllowed for what is no address, and for nothing wanted.
    """
    address = workflow.checked(wanted)
    row = workflow.new(wanted, address, None, at)
    Subscription.objects.filter(pk=row.pk).update(letter=UNKNOWN)


def settle(at: datetime, *, most: int) -> None:
    """Give what forms asked for to the addresses it is of. Part of a job of `tick`."""
    asked = Subscription.objects.filter(letter=UNKNOWN).order_by("pk")
    for row in asked.prefetch_related("wishes")[:most]:
        with transaction.atomic():
            if not Subscription.objects.filter(pk=row.pk, letter=UNKNOWN).delete()[0]:
                continue
            wants = tuple(
                Want(one.purpose, one.topic, one.unit_id) for one in row.wishes.all()
            )
            wanted = Wanted(row.way, row.address, row.language, wants)
            try:
                workflow.ask(None, wanted, by=None, at=at)
            except NotAllowed:
                # Its work unit was removed since: nothing is asked for any more.
                continue


# --- how many letters -----------------------------------------------------------------


def may_write_to(address: str, at: datetime) -> bool:
    """Return whether this mailbox may get one more letter, and count it.

    What stands behind “+” leads to the same mailbox on most servers, and is one here.
    """
    mark = mailbox_of(address)
    Mailbox.objects.filter(mark=mark, since__lte=at - IN).delete()
    Mailbox.objects.get_or_create(mark=mark, defaults={"since": at})
    free = Mailbox.objects.filter(mark=mark, letters__lt=MOST_LETTERS)
    return bool(free.update(letters=F("letters") + 1))


def give_back(address: str) -> None:
    """Count a letter no more that could not be handed in."""
    mine = Mailbox.objects.filter(mark=mailbox_of(address), letters__gt=0)
    mine.update(letters=F("letters") - 1)


def mailbox_of(address: str) -> str:
    local, _at, host = address.lower().rpartition("@")
    return keys.mark_of("mailbox", f"{local.partition('+')[0]}@{host}")


def forget(at: datetime) -> None:
    """Erase counts that count no more."""
    Mailbox.objects.filter(since__lte=at - IN).delete()
