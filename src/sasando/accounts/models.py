"""People, work units with validity dates, and who holds which role when."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sasando.accounts.rights import AsksOnce
from sasando.accounts.roles import Role
from sasando.core.refusals import NotAllowed
from sasando.core.tongues import plain, told


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> Any:
        """Return a new person who can sign in with e-mail and password."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **facts: Any) -> Any:
        """Return a person whom Wagtail lets see every screen."""
        return self.create_user(email, password, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)


class User(AsksOnce, AbstractBaseUser, PermissionsMixin):
    """A person of the office, known by name and signing in by e-mail."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("full name"), max_length=150)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("date joined"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    # Wagtail's screens ask for these two.
    @property
    def first_name(self) -> str:
        return self.name

    last_name = ""

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Lasting:
    """Refuses every deletion: what is over gets a last day, and the log names it."""

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raise NotAllowed."""
        raise NotAllowed(_("Units and roles are ended, not deleted."))


class UnitQuerySet(Lasting, models.QuerySet["Unit"]):
    def valid(self, on: date) -> Self:
        """Return the units that exist on this day."""
        ended = Q(valid_until__isnull=False, valid_until__lt=on)
        return self.filter(valid_from__lte=on).exclude(ended)


class Unit(Lasting, models.Model):
    """A work unit (OPD, bidang); it begins, ends and is succeeded, never deleted."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=50, blank=True)
    name_en = models.CharField(
        _("name in English"),
        max_length=200,
        blank=True,
        help_text=_("For the English pages; without it they show the Indonesian name."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    valid_from = models.DateField(_("exists from"))
    valid_until = models.DateField(_("exists until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )

    objects = UnitQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("work unit")
        verbose_name_plural = _("work units")
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("A unit cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def told(self) -> SafeString:
        """Return the full name for a page, in its language if there is one."""
        return told(self.name, self.name_en)

    def told_short(self) -> SafeString:
        """Return the name for a list: the short one, or the English one."""
        return told(str(self), self.name_en)

    def title(self) -> str:
        """Return the full name where no mark-up can stand."""
        return plain(self.name, self.name_en)

    def exists_on(self, day: date) -> bool:
        """Return whether the unit exists on this day."""
        return self.valid_from <= day and (
            self.valid_until is None or day <= self.valid_until
        )

    def within(self, other_id: int | None) -> bool:
        """Return whether this unit is `other_id` or lies below it. A query a level."""
        unit: Unit | None = self
        seen: set[int] = set()
        while unit is not None and unit.pk not in seen:
            if unit.pk == other_id:
                return True
            seen.add(unit.pk)
            unit = unit.parent
        return False


class AssignmentQuerySet(Lasting, models.QuerySet["Assignment"]):
    def current(self, on: date) -> Self:
        """Return the roles that give rights on this day, acting officials included.

        None of a unit that does not exist on the day, and none of a person who may
        not sign in: their rows stay, their rights do not.
        """
        held = Q(ends_on=None) | Q(ends_on__gte=on)
        there = Q(unit__valid_until=None) | Q(unit__valid_until__gte=on)
        there &= Q(unit__valid_from__lte=on)
        return self.filter(
            held, Q(unit=None) | there, starts_on__lte=on, user__is_active=True
        )


class Assignment(Lasting, models.Model):
    """One role of one person, in one unit or all, for a time; Plt. and Plh. too."""

    class Acting(models.TextChoices):
        NO = "", _("Appointed")
        PLT = "plt", _("Acting, office vacant (Plt.)")
        PLH = "plh", _("Acting, holder absent (Plh.)")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("work unit"),
        help_text=_("Leave empty for the whole agency."),
    )
    acting = models.CharField(
        _("standing"), max_length=3, choices=Acting, blank=True, default=Acting.NO
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["user__name", "role"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_it_begins",
                violation_error_message=_("A role cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(acting="") | Q(ends_on__isnull=False),
                name="assignment_acting_ends",
                violation_error_message=_("Acting officials need an end date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.user_id}"


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def open(self) -> Self:
        """Return the questions that nobody and no time has settled yet."""
        return self.filter(settled_at=None)


class EmailChange(models.Model):
    """A new address that somebody asked for; in force only once it is settled so."""

    # Nothing is replaced any more; rows of an earlier release may say so.
    APPLIED, STOPPED, REPLACED = "applied", "stopped", "replaced"
    OUTCOMES: ClassVar = [
        (APPLIED, _("In force")),
        (STOPPED, _("Stopped")),
        (REPLACED, _("Replaced by a later one")),
    ]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="email_changes",
        verbose_name=_("person"),
    )
    was = models.EmailField(_("address until now"))
    wanted = models.EmailField(_("new address"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    # The 24 hours of the old address begin only when its mail has left.
    told_at = models.DateTimeField(_("old address told at"), null=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=OUTCOMES, blank=True
    )

    objects = EmailChangeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of an address")
        verbose_name_plural = _("changes of addresses")
        ordering = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(settled_at=None),
                name="email_change_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.user_id}"
