"""The room of news and the editorial desk."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

A_MINUTE, FOUR_MINUTES = timedelta(minutes=1), timedelta(minutes=4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIVE_MINUTES, TEN_MINUTES = timedelta(minutes=5), timedelta(minutes=10)


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        open_desk()
        keep_up()
        ask_and_answer()
        take_in()
        plan()
        offer()


def open_desk() -> None:
    """Hari ini, the morning message, and what the log says of coverage."""
    from sasando.core import telling, tick
    from sasando.newsroom import morning, waiting

    waiting.register()
    tick.register(
        "newsroom.morning", morning.send_due, every=FIVE_MINUTES, limit=FIVE_MINUTES
    )
    telling.register(
        number=telling.Fact(_("Number")),
        people=telling.Fact(_("Who covers it"), telling.people),
        photos=telling.Fact(_("Photographs")),
        hands_over=telling.Fact(_("Who hands over"), telling.people),
        takes_over=telling.Fact(_("Who takes over"), telling.people),
        assigned_by=telling.Fact(_("Assigned by"), telling.people),
        draft=telling.Fact(_("Draft"), telling.rows_of("wagtailcore.Page")),
    )


def offer() -> None:
    """What people may subscribe to."""
    from sasando.channels.people import subjects
    from sasando.newsroom import filters
    from sasando.newsroom.subjects import about

    subjects.offer_topics(filters.topics_out)
    subjects.offer_about(about)


def keep_up() -> None:
    """What would rot: reviews, dead links, ended units; and the products of work."""
    from sasando.core import telling, tick, today
    from sasando.newsroom import mistakes, reviews, work_products
    from sasando.newsroom.ended import finding
    from sasando.newsroom.links import harvest, jobs
    from sasando.newsroom.links import screens as links

    today.register("newsroom.mistakes", mistakes.waiting)
    tick.register("newsroom.mistakes", mistakes.forget, every=DAY)
    today.register("newsroom.reviews", reviews.lines)
    today.register("newsroom.links", links.lines)
    today.register("newsroom.ended_units", finding.unit_lines)
    today.register("newsroom.ended_officials", finding.official_lines)
    tick.register("newsroom.harvest", harvest.run, every=TEN_MINUTES)
    tick.register("newsroom.links", jobs.run, every=A_MINUTE, limit=FOUR_MINUTES)
    for source in work_products.OURS:
        work_products.register(f"newsroom.{source.__name__}", source)
    telling.register(
        owner=telling.Fact(_("Who looks after it"), telling.people),
        due_on=telling.Fact(_("Next review")),
        successor=telling.Fact(_("Succeeded by"), telling.rows_of("accounts.Unit")),
        person=telling.Fact(_("Person"), telling.people),
        address=telling.Fact(_("Address")),
        why=telling.Fact(_("What it answered")),
    )


def ask_and_answer() -> None:
    """Sources, rights of reply, translations; and the drafts that nobody needs."""
    from wagtail.signals import copy_for_translation_done

    from sasando.core import telling, tick, today
    from sasando.newsroom import pruning, replies, replying, sources, translations

    pages = telling.rows_of("wagtailcore.Page")
    telling.register(
        question=telling.Fact(_("Question")),
        kind=telling.Fact(_("Who it is"), sources.kinds),
        verdict=telling.Fact(_("Answer"), sources.verdicts),
        due_at=telling.Fact(_("Answer by")),
        source=telling.Fact(_("Source")),
        page=telling.Fact(_("Story"), pages),
        reply_page=telling.Fact(_("Page with the reply"), pages),
        source_page=telling.Fact(_("Translated from"), pages),
    )
    today.register("newsroom.sources", sources.waiting)
    today.register("newsroom.passed_on", sources.passed_on)
    today.register("newsroom.replies", replies.waiting)
    today.register("newsroom.translations", translations.waiting)
    tick.register("newsroom.prune", pruning.run, every=HOUR)
    tick.register("newsroom.recount", replying.recount_due, every=HOUR)
    # Wagtail's own screens make the translation.
    copy_for_translation_done.connect(
        translations.made, dispatch_uid="newsroom.translated"
    )


def take_in() -> None:
    """What comes from the field: by the form, and by mail."""
    from sasando.accounts import kept
    from sasando.core import tick, today
    from sasando.newsroom.field import jobs as field_jobs
    from sasando.newsroom.field import waiting
    from sasando.newsroom.inbox import jobs as inbox_jobs

    kept.EDITORS.add("newsroom_field")
    today.register("newsroom.field", waiting.just_came_in)
    today.register("newsroom.letters", waiting.letters_wait)
    tick.register("newsroom.left_behind", field_jobs.left_behind, every=DAY)
    tick.register("newsroom.inbox", inbox_jobs.fetch, every=A_MINUTE, limit=TEN_MINUTES)
    tick.register("newsroom.letters", inbox_jobs.erase, every=DAY)


def plan() -> None:
    """What goes out together, and what an editor publishes alone."""
    from sasando.core import publication, telling, tick, today, triggers
    from sasando.newsroom import parcel_lines, parcel_release, parcels, urgent
    from sasando.operations import doctor

    telling.register(outcome=telling.Fact(_("Outcome"), urgent.verdicts))
    triggers.register(*urgent.GUARDS)
    today.register("newsroom.urgent", urgent.red_lines)
    publication.register_hold(parcels.held)
    tick.register("newsroom.release_parcels", parcel_release.release_due)
    today.register("newsroom.parcels", parcel_lines.lines)
    doctor.register("newsroom.parcels", parcel_lines.stuck)
