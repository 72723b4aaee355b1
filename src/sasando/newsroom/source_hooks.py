"""Sources, rights of reply and translations on the staff side: steps, list, log."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from sasando.core import actions
from sasando.newsroom import reply_screens, source_screens, translation_screens
from sasando.newsroom.stories import Story

ACTIONS = {
    "source.asked": (_("Source asked"), _("Sent this text to a source")),
    "source.answered": (_("Source answered"), _("A source answered")),
    "source.withdrawn": (_("Link withdrawn"), _("Withdrew the link of a source")),
    "reply.recorded": (_("Right of reply"), _("Recorded a right of reply")),
    "reply.granted": (_("Reply granted"), _("Granted a right of reply")),
    "reply.refused": (_("Reply refused"), _("Refused a right of reply")),
    "reply.linked": (_("Reply linked"), _("Said which page is the reply")),
    "reply.published": (_("Reply published"), _("The reply went out")),
    "reply.recounted": (_("Due date moved"), _("Counted the due date anew")),
    "translation.confirmed": (
        _("Translation confirmed"),
        _("Said that the translation is still right"),
    ),
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls", order=-1)
def before_wagtails() -> list[Any]:
    """Stand before Wagtail's screen, which asks for what is known."""
    translate = translation_screens.Translate.as_view()
    return [path("translation/submit/page/<int:page_id>/", translate)]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of this room their addresses."""
    sources, replies = source_screens, reply_screens
    of_page = "halaman/<int:page_id>"
    return [
        path(f"{of_page}/narasumber/", sources.sources, name="newsroom_sources"),
        path(f"{of_page}/narasumber/tanya/", sources.ask, name="newsroom_ask_source"),
        path(
            "narasumber/<int:question_id>/tarik/",
            sources.withdraw,
            name="newsroom_withdraw_source",
        ),
        path(
            "narasumber/jawaban/<int:answer_id>/dibaca/",
            sources.read,
            name="newsroom_read_answer",
        ),
        path("hak-jawab/", replies.replies, name="newsroom_replies"),
        path("hak-jawab/baru/", replies.choose, name="newsroom_choose_reply"),
        path("hak-jawab/<int:reply_id>/", replies.reply, name="newsroom_reply"),
        path(f"{of_page}/hak-jawab/", replies.record, name="newsroom_record_reply"),
        path(
            f"{of_page}/terjemahan/",
            translation_screens.translation,
            name="newsroom_translation",
        ),
    ]


@hooks.register("register_page_header_buttons")
def steps(page: Page, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Offer what one does beside a story: ask a source, record a right of reply."""
    story = page.specific
    if not isinstance(story, Story):
        return
    if user.has_perm(source_screens.STEP, story):
        yield widgets.Button(
            _("Questions to sources…"),
            reverse("newsroom_sources", args=[page.pk]),
            icon_name="help",
            priority=55,
        )
    if story.first_published_at and user.has_perm("newsroom.record_reply", story):
        yield widgets.Button(
            _("Record a right of reply…"),
            reverse("newsroom_record_reply", args=[page.pk]),
            icon_name="comment",
            priority=57,
        )


@hooks.register("before_edit_page")
def before_edit(request: HttpRequest, page: Page) -> None:
    """Mark a translation whose source has changed."""
    translation_screens.warn(request, page)


class RepliesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reply_screens.may_see(request.user)


@hooks.register("register_admin_menu_item")
def replies_item() -> MenuItem:
    """Show the rights of reply to those who record or decide them."""
    address = reverse("newsroom_replies")
    return RepliesMenuItem(_("Right of reply"), address, icon_name="comment", order=320)
