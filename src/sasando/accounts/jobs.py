"""What time causes in this room."""

from datetime import datetime

from django.utils import timezone

from sasando.accounts import workflow


def groups(at: datetime) -> None:
    """Let roles that began or ended today count in Wagtail's own rights."""
    workflow.sync_groups(timezone.localdate(at))
