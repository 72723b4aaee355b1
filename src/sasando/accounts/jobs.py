"""What time causes in this room."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from sasando.accounts import addresses as changes
from sasando.accounts import workflow


def groups(at: datetime) -> None:
    """Let roles that began or ended today count in Wagtail's own rights."""
    workflow.sync_groups(timezone.localdate(at))
    # A release may change the table; the groups of an older one follow here.
    for group in workflow.role_groups():
        workflow.renew_file_rights(group)


def addresses(at: datetime) -> None:
    """Put new addresses in force whose 24 hours are over."""
    changes.apply_due(at)


def roles(at: datetime) -> None:
    """Tell all who watch of grave roles that have begun."""
    workflow.announce_begun(at)


def sessions(at: datetime) -> None:
    """Delete sessions that are over, and what was noted about their devices."""
    Session.objects.filter(expire_date__lt=at).delete()
    there = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=there).delete()
