"""allauth's forms with our labels: no placeholder stands in for a label."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

NEW_PASSWORD = _(
    "At least 12 characters. A sentence that only you know is easy to remember."
)
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class Worded(forms.Form):
    """Gives fields our words: field name to (label, help text, attributes)."""

    WORDS: ClassVar[Mapping[str, tuple[Any, Any, dict[str, Any]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.WORDS:
                label, help_text, attrs = self.WORDS[name]
                field.label, field.help_text = label, help_text
                field.widget.attrs.update(attrs)


class SignIn(Worded, account.LoginForm):
    WORDS = {
        "login": (
            _("E-mail"),
            "",
            {"autocomplete": "username webauthn", "autofocus": True},
        ),
        "password": (_("Password"), "", {}),
    }


class ConfirmPassword(Worded, account.ReauthenticateForm):
    WORDS = {"password": (_("Password"), "", {"autofocus": True})}


class ChangePassword(Worded, account.ChangePasswordForm):
    WORDS = {
        "oldpassword": (_("Current password"), "", {}),
        "password1": (_("New password"), NEW_PASSWORD, {}),
        "password2": (_("New password, once more"), "", {}),
    }


class SetPassword(Worded, account.SetPasswordForm):
    WORDS = {
        "password1": (_("New password"), NEW_PASSWORD, {}),
        "password2": (_("New password, once more"), "", {}),
    }


class NewPassword(Worded, account.ResetPasswordKeyForm):
    WORDS = SetPassword.WORDS


class ForgottenPassword(Worded, account.ResetPasswordForm):
    WORDS = {"email": (_("E-mail"), "", {"autocomplete": "username"})}


class Code(Worded, mfa.AuthenticateForm):
    """Takes a code of the app once, for as long as the app's clock could show it."""

    WORDS = {"code": (_("Code"), _("Six digits from your app."), CODE)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Authenticator.objects.filter(user=self.user)
        has = set(kinds.values_list("type", flat=True))
        self.has_app = Authenticator.Type.TOTP in has
        self.has_passkey = Authenticator.Type.WEBAUTHN in has
        if not self.has_app:
            field = self.fields["code"]
            field.label = _("Recovery code")
            field.help_text = _("One of the codes you kept on paper.")
            field.widget.attrs.pop("autofocus")

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            use_up(self.user, code)
        return code


class ConfirmCode(Code, mfa.ReauthenticateForm):
    pass


class FirstCode(Worded, totp.ActivateTOTPForm):
    WORDS = {
        "code": (
            _("Code"),
            _("Six digits that your app shows now."),
            {**CODE, "autofocus": False},
        )
    }

    @property
    def in_fours(self) -> str:
        """Return the secret as one types it."""
        return " ".join(self.secret[at : at + 4] for at in range(0, 32, 4))

    def clean_code(self) -> str:
        code: str = super().clean_code()
        use_up(self.user, code)
        return code


class AddPasskey(Worded, webauthn.AddWebAuthnForm):
    WORDS = {
        "name": (
            _("Name of this device"),
            _("So that you know it again, such as “office phone”."),
            {"autocomplete": "off"},
        ),
        "passwordless": (
            _("Sign in with it alone, without a password"),
            _("The device then asks for your finger, face or PIN."),
            {"checked": True},
        ),
    }


class RenamePasskey(Worded, webauthn.EditWebAuthnForm):
    WORDS = {"name": (_("Name of this device"), "", {"autocomplete": "off"})}


def use_up(user: Any, code: str) -> None:
    """Let this person's code count no second time. Raises ValidationError if it did.

    allauth forgets a used code after one period, but takes the neighbouring periods
    too (MFA_TOTP_TOLERANCE), so the same code would work again.
    """
    shown = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
    digits = "".join(each for each in code if each.isdigit())
    if not cache.add(f"totp-used:{user.pk}:{digits}", True, timeout=shown):
        raise get_adapter().validation_error("incorrect_code")
