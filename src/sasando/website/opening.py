"""The first hour of an office: from an empty database to its operator's password."""

from datetime import datetime

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.accounts.roles import Role
from sasando.core import calendar
from sasando.core.bilingual import Sentence as _
from sasando.core.workflow import NotAllowed
from sasando.website.workflow import Office, set_up


@transaction.atomic
def open_office(name: str, *, email: str, person: str, at: datetime) -> User:
    """Make an office of an empty database, whole or not at all; return its operator.

    Pages, site and workflow, the first operator, the office as the first work unit, and
    the days off of this year and the next. Done once more before the operator has ever
    set a password it changes nothing. Raises NotAllowed when there are other people.
    """
    email = valid_address(email)
    if User.objects.exists():
        return still_waiting(email)
    if not (name and person):
        raise NotAllowed(_("Write the name of the office, and of its first operator."))
    set_up(Office(name=name, email=email), by=None, at=at)
    operator = add_operator(person, email=email, at=at)
    today = timezone.localdate(at)
    accounts.keep_unit(Unit(name=name, valid_from=today), by=operator, at=at)
    for year in (today.year, today.year + 1):
        calendar.import_holidays(by=operator, at=at, year=year)
    return operator


def valid_address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        said = _("“%(email)s” is no e-mail address.") % {"email": email}
        raise NotAllowed(said) from None
    return email.lower()


def still_waiting(email: str) -> User:
    """Return the operator who never came in. Raises NotAllowed when there is none."""
    people = list(User.objects.all()[:2])
    alone = len(people) == 1 and people[0].email == email
    if not alone or people[0].has_usable_password():
        raise NotAllowed(
            _("This office has people already. An operator adds others at /kantor/.")
        )
    return people[0]


def add_operator(name: str, *, email: str, at: datetime) -> User:
    person = User(email=email, name=name)
    person.set_unusable_password()
    accounts.keep_person(person, changed=[], by=None, at=at)
    today = timezone.localdate(at)
    accounts.appoint(None, person, Role.OPERATOR, starts_on=today, by=None, at=at)
    # Read anew: what a person may do is remembered with the person.
    return User.objects.get(pk=person.pk)


def password_link(person: User) -> str:
    """Return the address at which this person sets a password, once, in an hour."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    key = f"{user_pk_to_url_str(person)}-{token}"
    link: str = get_adapter().get_reset_password_from_key_url(key)
    return link
