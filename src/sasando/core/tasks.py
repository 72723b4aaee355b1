"""The workflow step at which a second person allows a text."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from sasando.core.lacking import refuse_lacking
from sasando.core.refusals import NotAllowed


class ApprovalTask(Task):
    """Shown to those whose role may approve this page, and never to its authors."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody who did not write the text reads and approves it")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin to wait, for whoever may send this text, and tell who may approve it.

        Raises NotAllowed, also for a text that could not be approved as it is. What the
        house sends again by itself (`user` is None) waits for the approver's word.
        """
        text = workflow_state.content_object.get_latest_revision_as_object()
        if user is not None:
            if not user.has_perm("core.ask_approval", text):
                raise NotAllowed(
                    gettext("Your role sends texts of your own work unit only.")
                )
            refuse_lacking(text)
        from sasando.core import notices

        page = workflow_state.content_object
        transaction.on_commit(lambda: notices.tell_approvers(page))
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(user.has_perm("core.approve_page", obj))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not user.has_perm("core.approve_page", obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        # None: Wagtail's editor saves its form first, over a colleague's text, and who
        # decides would be an author of it. `staff.decide` shows the text and decides.
        return []

    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> Any:
        from sasando.core import approvals

        if action_name == "approve":
            now = timezone.now()
            approvals.approve_task(task_state, by=user, at=now, **kwargs)
            # Wagtail takes whatever comes back for the answer to the browser.
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if not user.has_perm("core.approve_page"):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
