"""Public addresses of design.md §7."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from sasando.accounts.kept import open_kept
from sasando.accounts.people import SignOutView, stop_address
from sasando.channels.people.urls import pages as subscription_pages
from sasando.channels.rest.door import door
from sasando.core import offered
from sasando.core import views as core_views
from sasando.files import views as file_views
from sasando.website.urls import for_both

urlpatterns = [
    path(
        "kantor/setujui/<str:token>/",
        core_views.approve_by_link,
        name="approve_by_link",
    ),
    path("kantor/akun/alamat/<str:token>/", stop_address, name="stop_address"),
    path("kantor/akun/tulisan/", open_kept, name="kept_text"),
    path("kantor/akun/", include("allauth.urls")),
    # Wagtail's own sign-in knows neither the lock-out nor the second step.
    path(
        "kantor/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
    ),
    path("kantor/logout/", SignOutView.as_view()),
    # Wagtail's own asks for no reason.
    path(
        "kantor/pages/<int:page_id>/unpublish/",
        RedirectView.as_view(pattern_name="core_withdraw"),
    ),
    re_path(rf"^kantor/({'|'.join(offered.CLOSED)})/", offered.closed),
    path("kantor/", include(admin_urls)),
    path(
        "dokumen/berkas/<int:document_id>/<str:document_filename>",
        file_views.document,
    ),
    path("dokumen/berkas/", include(document_urls)),
    path("media/<path:name>", file_views.media, name="media"),
    path("narasumber/", include("sasando.newsroom.urls")),
    re_path(r"^api/v1/(?P<rest>.*)$", door, name="rest"),
    path("langganan/", include("sasando.channels.people.urls")),
    path("s/<slug:code>", core_views.short_link, name="short_link"),
    path("_health/", core_views.health, name="health"),
    *for_both,
    *i18n_patterns(
        *subscription_pages,
        path("", include("sasando.website.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "sasando.core.faults.bad_request"
handler403 = "sasando.core.faults.forbidden"
handler404 = "sasando.core.faults.not_found"
handler500 = "sasando.core.faults.broken"
