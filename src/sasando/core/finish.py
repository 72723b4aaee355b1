"""The end of Wagtail's workflow. Wagtail imports this while its models load."""

from typing import Any


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish the approved text, or plan it (WAGTAIL_FINISH_WORKFLOW_ACTION)."""
    from sasando.core import approvals, publication

    at = publication.moment()
    approvals.publish(workflow_state.content_object, by=user, at=at)
