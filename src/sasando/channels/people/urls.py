"""The public addresses of subscriptions: one page in each language, and the links."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sasando.channels.people import hearing, push_screens, screens

# Of each language.
pages = [
    path(_("subscriptions/"), screens.subscriptions, name="subscriptions"),
    path(_("subscriptions/sent/"), screens.sent, name="subscriptions_sent"),
]
# The same for both: the row behind the link knows its language.
urlpatterns = [
    path("ya/<str:token>/", screens.confirm, name="subscription_confirm"),
    path("pilihan/<str:token>/", screens.choose, name="subscription_choose"),
    path("berhenti/<str:token>/", screens.leave, name="subscription_leave"),
    path("whatsapp/<int:pk>/", hearing.whatsapp, name="whatsapp_webhook"),
    path("dorong/", push_screens.subscribe, name="subscription_push"),
    path("pemberitahu.js", push_screens.worker, name="subscription_worker"),
    path("bukti/<str:token>/", screens.proof, name="subscription_proof"),
]
