"""What allauth asks the house: who may come in, by which address; secrets at rest."""

import logging
import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.accounts.backends import counted
from sasando.accounts.models import User

logger = logging.getLogger(__name__)

SIGNED_IN_AT = "signed_in_at"


def fernet() -> MultiFernet:
    """Return the cipher of encrypted fields: the newest key writes, all read."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def language_of(user: Any) -> str:
    """Return the language this person chose on the staff side, or "".

    One query, which Wagtail's screens then need not make.
    """
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.preferred_language if profile else ""


class AccountAdapter(DefaultAccountAdapter):
    """People are added by the operator; nobody signs up or changes their address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail and this password do not belong together. "
            "Check both, then try again."
        ),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("This is not your current password. Try again."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait 15 minutes, then try again."
        ),
        "rate_limited": _("Too many wrong tries. Wait 15 minutes, then try again."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def login(self, request: Any, user: Any) -> None:
        """Open the session; its eight hours begin here."""
        super().login(request, user)
        request.session[SIGNED_IN_AT] = time.time()

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Return who this is, or None. Raises ValidationError while locked."""
        with counted():
            user = super().authenticate(request, **credentials)
        if user is None or not current(user, credentials["email"]):
            return None
        return user

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        # allauth puts the Host header in front, and a port in it is free to invent:
        # each new one would be five more tries.
        return f"login:{credentials.get('email', '').lower()}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the one-time link; its host is ours, not the request's."""
        uid, _dash, token = key.partition("-")
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )
        return f"{settings.PUBLIC_URL}{path}"

    def send_password_reset_mail(self, user: Any, email: str, context: Any) -> None:
        if current(user, email):
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/unknown_account", email, context)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: Any = None
    ) -> None:
        context = {"user": user} | (context or {})
        super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Send a mail in its reader's language; say so on the page if it cannot go."""
        language = language_of(context.get("user")) or translation.get_language()
        lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        context = {"until": timezone.now() + lasts} | context
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("mail not sent", extra={"template": template_prefix})
            failed = gettext("The mail could not be sent. Try again later.")
            messages.error(self.request, failed)


def current(user: Any, email: str) -> bool:
    # allauth keeps a row of every address a person once had; the operator's is the one.
    return str(user.email).lower() == email.strip().lower()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An outside identity opens only an account that is there already."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Any:
        # Nobody is made from what a server says, so there is nothing to fill in.
        return sociallogin.user

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Link a new identity to the person of its verified address, or refuse it."""
        if sociallogin.is_existing:
            return
        person = self.person_of(sociallogin)
        signed_in = request.user.is_authenticated
        if person is None or (signed_in and request.user != person):
            raise ImmediateHttpResponse(
                render(
                    request,
                    "socialaccount/authentication_error.html",
                    {"unknown": True},
                    status=403,
                )
            )
        sociallogin.connect(request, person)

    def person_of(self, sociallogin: Any) -> User | None:
        verified = [each.email for each in sociallogin.email_addresses if each.verified]
        if not verified:
            return None
        people = User.objects.filter(email__iexact=verified[0], is_active=True)[:2]
        return people[0] if len(people) == 1 else None

    def on_authentication_error(
        self,
        request: Any,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        logger.warning(
            "sign-in by OpenID Connect refused",
            extra={"error": str(error), "reason": str(exception or "")},
        )


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes are encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code or key did not match, or was used before. Try again."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return the text as a Fernet token."""
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given. Raises InvalidToken without its key."""
        return fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return a name to begin with; the person writes a better one."""
        return gettext("My device")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom passkeys belong to: the public address, not the Host header."""
        host = settings.PUBLIC.hostname or "localhost"
        return {"id": host, "name": settings.MFA_TOTP_ISSUER}
