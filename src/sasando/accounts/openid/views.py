"""Leaving for the office's OpenID Connect server, and coming back."""

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from sasando.accounts.openid.provider import Checked


def login(request: Any, provider_id: str) -> HttpResponse:
    response = answer(OAuth2LoginView, request, provider_id)
    if isinstance(response, HttpResponseRedirect):
        response = onward(request, response.url)
    return response


def callback(request: Any, provider_id: str) -> HttpResponse:
    return answer(OAuth2CallbackView, request, provider_id)


def onward(request: Any, address: str) -> HttpResponse:
    """Return a page that goes on to `address` by itself.

    Not a redirect: browsers hold each hop after a form against form-action, and the
    server may send people on to hosts that nobody can list.
    """
    return render(request, "socialaccount/onward.html", {"address": address})


def answer(view: Any, request: Any, provider_id: str) -> HttpResponse:
    adapter = Checked(request, provider_id)
    try:
        response: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except OAuth2Error as error:
        # allauth asks the server for its description outside its own try.
        provider = adapter.get_provider()
        response = render_authentication_error(request, provider, exception=error)
    return response
