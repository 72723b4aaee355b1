"""What connecting a channel to people asks for: a server, a contact, a number."""

import re
import secrets
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.channels.workflow import Connection

SERVER = re.compile(r"(smtp|smtps|smtp\+tls)://[^/\s]")
PASTE = {"autocomplete": "off", "spellcheck": "false"}


def bounce_field() -> forms.EmailField:
    """Return the field for the mailbox of letters that come back."""
    return forms.EmailField(
        label=gettext_lazy("Mailbox for letters that come back"),
        required=False,
        max_length=120,
        # Before the “@” a letter's own part must have room too (64 in all, RFC 5321).
        validators=[
            RegexValidator(
                r"^[^@+]{1,24}@",
                gettext_lazy("At most 24 characters before the “@”, and no “+”."),
            )
        ],
        help_text=gettext_lazy(
            "For example pantul@mail.example.go.id. Each letter gets an address of "
            "its own there (pantul+…@). Whoever keeps the mail server lets it hand "
            "these to Sasando; who cannot be reached then gets no more letters."
        ),
    )


class NamedForm(forms.Form):
    """What each of them has."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("As colleagues call it."),
    )
    account_id = forms.CharField(label=gettext_lazy("Account"), max_length=100)

    def connection(self, kind: str) -> Connection:
        said = self.cleaned_data
        return Connection(kind, said["name"], said["account_id"].strip())


class PushForm(NamedForm):
    """Whom the services of notices write to when something is wrong."""

    account_id = forms.EmailField(label=gettext_lazy("Account"), max_length=100)


class MailForm(NamedForm):
    """The office's own mail server, or another."""

    base_url = forms.CharField(
        label=gettext_lazy("Mail server"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty to use the office's own. Else, for example, "
            "smtp+tls://mail.example.go.id:587."
        ),
    )
    user = forms.CharField(
        label=gettext_lazy("User name there"), max_length=200, required=False
    )
    token = forms.CharField(
        label=gettext_lazy("Password there"),
        required=False,
        widget=forms.PasswordInput(attrs=PASTE),
        help_text=gettext_lazy("It is kept encrypted and never shown again."),
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("Letters a minute, at most"),
        min_value=1,
        max_value=6000,
        initial=300,
        required=False,
    )

    bounce_to = bounce_field()

    def clean_base_url(self) -> Any:
        said = self.cleaned_data["base_url"].strip()
        if said and not SERVER.match(said):
            raise forms.ValidationError(
                _("Write the server like this: smtp+tls://mail.example.go.id:587.")
            )
        return said

    def connection(self, kind: str) -> Connection:
        said = self.cleaned_data
        options = {"user": said["user"], "per_minute": str(said["per_minute"] or "")}
        options["bounce_to"] = said["bounce_to"]
        tokens = {"token": said["token"]} if said["token"] else {}
        return Connection(
            kind,
            said["name"],
            said["account_id"].strip(),
            said["base_url"],
            tokens=tokens,
            options={name: value for name, value in options.items() if value},
        )


class WhatsAppForm(NamedForm):
    """A number of WhatsApp Cloud, and the template that it may send."""

    token = forms.CharField(
        label=gettext_lazy("Token"),
        widget=forms.Textarea(attrs={"rows": 3} | PASTE),
        help_text=gettext_lazy("It is kept encrypted and never shown again."),
    )
    app_secret = forms.CharField(
        label=gettext_lazy("App secret"),
        widget=forms.PasswordInput(attrs=PASTE),
        help_text=gettext_lazy("By it we know that a status comes from WhatsApp."),
    )
    number = forms.RegexField(
        r"^\+?[0-9 .-]{8,20}$",
        label=gettext_lazy("Telephone number"),
        help_text=gettext_lazy("People send their code to it; write it with +62."),
        error_messages={
            "invalid": gettext_lazy("Write the number in digits, as +6281200000000.")
        },
    )
    template = forms.SlugField(
        label=gettext_lazy("Name of the template"),
        initial="kabar_kantor",
        help_text=gettext_lazy(
            "Approved by WhatsApp, with two fields: what it is about, and the link."
        ),
    )
    base_url = forms.URLField(
        label=gettext_lazy("Address of the platform"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
        help_text=gettext_lazy(
            "Leave it empty. Another address is for a proxy, or for trying it out."
        ),
    )

    def connection(self, kind: str) -> Connection:
        from sasando.channels.adapters.whatsapp import WhatsApp

        said = self.cleaned_data
        return Connection(
            kind,
            said["name"],
            said["account_id"].strip(),
            said["base_url"] or WhatsApp.caps.base_url,
            tokens={name: said[name].strip() for name in ("token", "app_secret")},
            options={
                "number": said["number"],
                "template": said["template"],
                "verify_token": secrets.token_urlsafe(18),
            },
        )


FORMS: dict[str, type[NamedForm]] = {
    "email": MailForm,
    "webpush": PushForm,
    "whatsapp": WhatsAppForm,
}
