"""Each model is logged in our chain, in Wagtail's log, or exempt for a reason."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from sasando.accounts.models import User
from sasando.core.models import Entry
from sasando.website.models import OfficeSettings
from sasando.website.workflow import Office, set_up

# Their screens write to the chain by Wagtail's register_log_actions.
CHAINED = {
    "channels.Channel",
    "channels.Content",
    "channels.Delivery",
    "channels.Pause",
    "channels.Registration",
    "channels.UnitHashtags",
    "channels.Sheet",
    "channels.Hook",
    "channels.AccessToken",
    "channels.Subscription",
    "accounts.Assignment",
    "accounts.Unit",
    "core.Freeze",
    "core.Holiday",
    "core.LeaveDecree",
    "newsroom.Coverage",
    "imports.Feed",
    "newsroom.NewsroomSettings",
    "wagtailredirects.Redirect",
    "website.OfficeSettings",
}
# Their verbs write to the chain under another record, or by themselves.
BY_VERB = {
    "accounts.User": "accounts.workflow writes each change of a person",
    "accounts.EmailChange": "accounts.addresses writes it under the person",
    "core.Approval": "core.approvals writes it under the page",
    "core.ApprovalLink": "core.approvals writes it under the page",
    "core.Ending": "core.approvals and core.revoking write it under the page",
    "newsroom.Part": "newsroom.coverage writes it under the coverage",
    "core.Review": "core.reviewing writes it under the page",
    "newsroom.KeptAsHistory": "newsroom.ended.workflow writes it under the page",
    "newsroom.Link": "newsroom.links.workflow writes what people decide on it",
    "newsroom.FieldPhoto": "part of a report; its picture has Wagtail's log",
    "newsroom.Letter": "newsroom.inbox.letters writes what editors decide",
    "newsroom.Report": "newsroom.field.parcels writes it under the page",
    "imports.Import": "imports.workflow writes each step of it",
    "newsroom.ReleaseNumber": "newsroom.numbers writes it under the page",
    "newsroom.Mistake": "newsroom.mistakes writes each step of it",
    "newsroom.Reply": "newsroom.replying writes each step of it",
    "newsroom.SourceAnswer": "newsroom.asking writes it under the page",
    "newsroom.SourceQuestion": "newsroom.asking writes it under the page",
    "newsroom.Idea": "newsroom.ideas writes it",
    "newsroom.Parcel": "newsroom.parcels writes it",
    "newsroom.Member": "newsroom.parcels writes it under the parcel",
    "website.Alert": "website.alerts writes it",
    "channels.Change": "channels.changing writes it under the delivery",
    "channels.Wish": "channels.people.workflow writes it under the subscription",
    "channels.Variant": "channels.workflow writes it under the content",
    "channels.Seat": "channels.slots gives it with the hour of the delivery",
    "channels.Slot": "channels.slots writes it under the channel",
    "newsroom.UrgentPublication": "newsroom.urgent writes it under the page",
}
PAGES = {
    "newsroom.NewsIndexPage",
    "newsroom.NewsPage",
    "newsroom.PublicationIndexPage",
    "newsroom.PublicationPage",
    "newsroom.ReleaseIndexPage",
    "newsroom.ReleasePage",
    "newsroom.Story",
    "wagtailcore.Page",
    "website.HomePage",
    "website.StandardPage",
}
WAGTAILS_LOG = {"files.OfficeDocument", "files.Picture"}
OF_A_PAGE = "part of a page; the page's own log and revisions hold it"
CLOSED = "its screens are closed (core.offered)"
MADE = "made by the machine; no screen changes it"
OWN = "a person's own sign-in or preference"
EXEMPT = {
    "channels.OfficeKey": MADE,
    "channels.Mailbox": MADE,
    "channels.Pace": MADE,
    "channels.Recipient": MADE,
    "newsroom.Author": OF_A_PAGE,
    "newsroom.StoryTag": OF_A_PAGE,
    "website.Official": OF_A_PAGE,
    "wagtailcore.Comment": OF_A_PAGE,
    "wagtailcore.CommentReply": OF_A_PAGE,
    "wagtailcore.PageSubscription": OF_A_PAGE,
    "wagtailcore.PageViewRestriction": OF_A_PAGE,
    "wagtailcore.Revision": OF_A_PAGE,
    "wagtailcore.TaskState": OF_A_PAGE,
    "wagtailcore.WorkflowState": OF_A_PAGE,
    "auth.Group": CLOSED,
    "core.ApprovalTask": CLOSED,
    "wagtailcore.Collection": CLOSED,
    "wagtailcore.CollectionViewRestriction": CLOSED,
    "wagtailcore.GroupApprovalTask": CLOSED,
    "wagtailcore.GroupCollectionPermission": CLOSED,
    "wagtailcore.GroupPagePermission": CLOSED,
    "wagtailcore.GroupSitePermission": CLOSED,
    "wagtailcore.Locale": CLOSED,
    "wagtailcore.Site": CLOSED,
    "wagtailcore.Task": CLOSED,
    "wagtailcore.Workflow": CLOSED,
    "wagtailcore.WorkflowContentType": CLOSED,
    "wagtailcore.WorkflowPage": CLOSED,
    "wagtailcore.WorkflowTask": CLOSED,
    "auth.Permission": MADE,
    "contenttypes.ContentType": MADE,
    "imports.FeedItem": MADE,
    "imports.Row": MADE,
    "channels.Attempt": "a log itself: closed once, then kept by triggers",
    "channels.FirstComment": "machine's way; what people do is logged at its delivery",
    "channels.HalfFilm": "bytes on their way in; the content they join is logged",
    "channels.LooseMedium": "a file sent ahead; the content that takes it is logged",
    "channels.Medium": "part of a content; its hash is in what was approved",
    "channels.Shaped": MADE,
    "channels.PreparedMedia": MADE,
    "channels.MetricSnapshot": MADE,
    "channels.DeadMetric": MADE,
    "channels.Answer": MADE,
    "channels.Happening": "written by a trigger, beside the logged step it tells of",
    "channels.Message": "a log itself: what was sent to a webhook, and its answers",
    "core.Counter": MADE,
    "newsroom.LinkHarvest": MADE,
    "newsroom.LinkPlace": MADE,
    "core.Entry": "the log itself",
    "core.Job": MADE,
    "core.Personal": "part of the log itself",
    "core.ShortLink": "counted from the post that says it, with its approval",
    "core.Touch": MADE,
    "newsroom.Translation": MADE,
    "website.LogPlace": MADE,
    "website.Missed": MADE,
    "website.PageQuery": MADE,
    "website.PageReads": MADE,
    "website.Query": MADE,
    "website.QueryWord": MADE,
    "website.RowTag": MADE,
    "website.Source": MADE,
    "website.StoreState": MADE,
    "website.StoredPage": MADE,
    "files.Rendition": MADE,
    "newsroom.MorningMessage": MADE,
    "search.Text": MADE,
    "simple_translation.SimpleTranslation": "has no rows",
    "taggit.Tag": MADE,
    "taggit.TaggedItem": MADE,
    "wagtailadmin.Admin": "has no rows",
    "wagtailadmin.EditingSession": MADE,
    "wagtailadmin.FormState": MADE,
    "wagtailcore.ModelLogEntry": "a log itself",
    "wagtailcore.PageLogEntry": "a log itself",
    "wagtailcore.ReferenceIndex": MADE,
    "wagtailcore.UploadedFile": MADE,
    "wagtaildocs.Document": "replaced by files.OfficeDocument",
    "wagtailembeds.Embed": MADE,
    "wagtailimages.Image": "replaced by files.Picture",
    "wagtailimages.Rendition": MADE,
    "wagtailsearch.IndexEntry": MADE,
    "wagtailsearch.SQLiteFTSIndexEntry": MADE,
    "account.EmailAddress": OWN,
    "account.EmailConfirmation": OWN,
    "mfa.Authenticator": OWN,
    "sessions.Session": OWN,
    "socialaccount.SocialAccount": OWN,
    "socialaccount.SocialApp": "from the settings; no screen changes it",
    "socialaccount.SocialToken": OWN,
    "usersessions.UserSession": OWN,
    "wagtailusers.UserProfile": OWN,
}
# Only where its database is.
ELSEWHERE = {"wagtailsearch.SQLiteFTSIndexEntry"}


def labels() -> set[str]:
    # Other tests make models of their own.
    models = [each for each in apps.get_models() if "test_" not in each.__module__]
    return {model._meta.label for model in models}


def test_every_model_is_named_once() -> None:
    groups = [CHAINED, set(BY_VERB), PAGES, WAGTAILS_LOG, set(EXEMPT)]
    named = [label for group in groups for label in group]
    assert len(named) == len(set(named))
    assert labels() - set(named) == set()
    assert set(named) - labels() <= ELSEWHERE


def log_of(label: str) -> object:
    return registry.get_log_model_for_model(apps.get_model(label))


def test_what_is_named_is_logged_there() -> None:
    assert {log_of(label) for label in CHAINED} == {Entry}
    assert {log_of(label) for label in PAGES} == {PageLogEntry}
    assert {log_of(label) for label in WAGTAILS_LOG} == {ModelLogEntry}


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_house")
def test_a_redirect_and_the_facts_of_the_office_stand_in_the_chain(
    client: Client,
) -> None:
    set_up(Office(name="Dinas Contoh"), by=None, at=make.NOW)
    client.force_login(User.objects.create_superuser("akar@example.org", "x"))
    facts = {"old_path": "/lama", "is_permanent": "on", "site": ""}
    facts["redirect_link"] = "https://contoh.example.org/"
    client.post(reverse("wagtailredirects:add"), facts)
    redirect = Redirect.objects.get()
    client.post(reverse("wagtailredirects:delete", args=[redirect.pk]))
    actions = Entry.objects.for_instance(redirect).values_list("action", flat=True)
    assert list(actions) == ["wagtail.delete", "wagtail.create"]
    office, new = OfficeSettings.objects.get(), {"name": "Dinas Lain", "menu-count": 0}
    address = reverse(
        "wagtailsettings:edit", args=["website", "officesettings", office.site_id]
    )
    assert client.post(address, new).status_code == 302
    assert Entry.objects.for_instance(office).get().action == "wagtail.edit"
