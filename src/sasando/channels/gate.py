"""A post that tells of a page is never earlier than it, and never after its end."""

from datetime import datetime

from django.db.models import Exists, Q
from django.utils import timezone
from wagtail.models import Page

from sasando.channels.models import Delivery
from sasando.core.models import BasePage, listed
from sasando.core.shareable import Standing, standing_of


def is_open(page: int | None) -> Q:
    """Return the condition, of one statement with the rest, that its page is out."""
    if page is None:
        return Q()
    return Q(Exists(listed(Page.objects.filter(pk=page))))


def standing(delivery: Delivery) -> Standing | None:
    """Return how the page of a delivery stands; None where it tells of none."""
    page = delivery.content.page_id
    return None if page is None else standing_of(page)


def hinders(delivery: Delivery, at: datetime) -> str:
    """Return which right or consent of its page has ended since, or "". Few queries.

    Of a post without pictures nothing is asked.
    """
    if delivery.content.page_id is None or not delivery.payload.get("pieces"):
        return ""
    page = Page.objects.get(pk=delivery.content.page_id).specific
    # By the day of the office, as the page itself is judged.
    return page.hinders(at=timezone.localtime(at)) if isinstance(page, BasePage) else ""
