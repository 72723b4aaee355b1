"""The brand of an office, in one place: names, mark, colours, contacts, menu.

Nothing of one office stands in the code: a database without these has a plain site.
"""

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from sasando.core.prepared import prepared
from sasando.core.tongues import plain, told
from sasando.files.marks import MarkField
from sasando.newsroom.fields import BodyField
from sasando.website import brand

IS_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
HEX = RegexValidator(
    rf"^{IS_COLOUR.pattern}\Z",
    _("Write a colour as # and six digits, such as #1f3a6e."),
)
MOST_ELSEWHERE = 8
# What people call the places where an office can be met.
PLACES = {
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "tiktok.com": "TikTok",
    "x.com": "X",
    "threads.net": "Threads",
    "linkedin.com": "LinkedIn",
    "t.me": "Telegram",
    "wa.me": "WhatsApp",
    "whatsapp.com": "WhatsApp",
}


class Elsewhere(blocks.StructBlock):
    """A place in the menu that is no page of this site."""

    title = blocks.CharBlock(label=capfirst(_("words in the menu")), max_length=40)
    title_en = blocks.CharBlock(
        label=capfirst(_("words in the English menu")), max_length=40, required=False
    )
    url = blocks.URLBlock(label=capfirst(_("address")))

    class Meta:
        label = capfirst(_("address elsewhere"))
        icon = "link"


MENU = (
    ("page", blocks.PageChooserBlock(label=capfirst(_("page")))),
    ("elsewhere", Elsewhere()),
)


class OfficeForm(WagtailAdminModelForm):
    """The screen of the brand; its mark passes the files room."""

    mark = MarkField(
        label=capfirst(_("mark")),
        required=False,
        help_text=_(
            "An SVG of shapes, or a PNG. It stands beside the name, 44 pixels high."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in brand.CHOSEN:
            for theme, colour in enumerate(brand.COLOURS[name]):
                field = self.fields.get(brand.field_of(name, theme))
                if field is not None:
                    field.widget.attrs["placeholder"] = colour


class Colour(models.CharField):  # type: ignore[type-arg]
    """One colour; empty for the usual one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 7, "blank": True}
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, HEX]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """Who the office is, shown on every page."""

    name = models.CharField(_("name of the office"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    short_name = models.CharField(
        _("short name"),
        max_length=50,
        blank=True,
        help_text=_("Stands after the title of each page in the tabs of a browser."),
    )
    body = models.CharField(_("public body it belongs to"), max_length=150, blank=True)
    body_en = models.CharField(_("public body in English"), max_length=150, blank=True)
    mark = models.FileField(_("mark"), upload_to=brand.FOLDER, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    address_en = models.CharField(_("address in English"), max_length=250, blank=True)
    hours = models.CharField(_("service hours"), max_length=150, blank=True)
    hours_en = models.CharField(
        _("service hours in English"), max_length=150, blank=True
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    elsewhere = models.TextField(
        _("where else the office is"),
        blank=True,
        help_text=_("One address a line: Instagram, Facebook, YouTube and others."),
    )
    menu = BodyField(
        MENU,
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("Left empty, it is every page that says it is shown in menus."),
    )
    paper = Colour(_("paper"))
    paper_dark = Colour(_("paper, dark theme"))
    ink = Colour(_("ink"))
    ink_dark = Colour(_("ink, dark theme"))
    nila = Colour(_("links and buttons"))
    nila_dark = Colour(_("links and buttons, dark theme"))
    mengkudu = Colour(_("alerts and dates"))
    mengkudu_dark = Colour(_("alerts and dates, dark theme"))
    lontar = Colour(_("what is done and open"))
    lontar_dark = Colour(_("what is done and open, dark theme"))
    kunyit = Colour(_("ornament"))
    kunyit_dark = Colour(_("ornament, dark theme"))
    is_example = models.BooleanField(_("mark every page as an example"), default=False)

    base_form_class = OfficeForm
    panels: ClassVar = [
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("name", "name_en", "short_name")),
                *(FieldPanel(name) for name in ("body", "body_en", "mark")),
            ],
            heading=_("Name and mark"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("address", "address_en")),
                *(FieldPanel(name) for name in ("hours", "hours_en")),
                *(FieldPanel(name) for name in ("phone", "email", "elsewhere")),
            ],
            heading=_("How to reach the office"),
        ),
        FieldPanel("menu"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_dark")])
                for name in brand.CHOSEN
            ],
            heading=_("Colours"),
            help_text=_(
                "Empty for the usual colours, which stand in grey. Write # and six "
                "signs, as they do. What readers could not tell apart is refused, in "
                "both themes."
            ),
        ),
        FieldPanel("is_example"),
    ]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def clean(self) -> None:
        """Refuse colours nobody could read, and addresses that lead nowhere."""
        super().clean()
        for line in self.lines():
            refuse_odd(line)
        if len(self.lines()) > MOST_ELSEWHERE:
            said = gettext("At most %(most)d addresses.") % {"most": MOST_ELSEWHERE}
            raise ValidationError({"elsewhere": said})
        names = [
            brand.field_of(name, theme) for name in brand.CHOSEN for theme in (0, 1)
        ]
        if not any(is_odd(getattr(self, name)) for name in names):
            brand.check(self)

    def lines(self) -> list[str]:
        return self.elsewhere.split()

    def places(self) -> list[tuple[str, str]]:
        """Return (name, address) of where else the office is."""
        return [(place_of(line), line) for line in self.lines()]

    def title(self) -> str:
        """Return the name in the language of the page, for where no mark-up stands."""
        return plain(self.name, self.name_en)

    def tab(self) -> str:
        """Return what stands after the title of a page."""
        return plain(self.short_name, self.name_en) or self.title()

    def told_name(self) -> SafeString:
        return told(self.name, self.name_en)

    def told_body(self) -> SafeString:
        return told(self.body, self.body_en)

    def told_address(self) -> SafeString:
        return told(self.address, self.address_en)

    def told_hours(self) -> SafeString:
        return told(self.hours, self.hours_en)

    def colours_url(self) -> str:
        """Return the address of the office's own colours, or ""."""
        return brand.address(self)

    def mark_url(self) -> str:
        """Return the address of the mark, or ""."""
        return f"{settings.MEDIA_URL}{self.mark.name}" if self.mark else ""


def is_odd(colour: str) -> bool:
    """Return whether a field holds no colour; it has its own sentence for that."""
    return bool(colour) and not IS_COLOUR.fullmatch(colour)


def refuse_odd(line: str) -> None:
    try:
        URLValidator(["https"])(line)
    except ValidationError:
        said = gettext("“%(line)s” is no address that begins with https://.")
        raise ValidationError({"elsewhere": said % {"line": line[:100]}}) from None


def place_of(address: str) -> str:
    """Return what people call a place, or its host."""
    host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    return PLACES.get(host, host)


@prepared
def of_default_site() -> models.QuerySet[OfficeSettings]:
    """Return the office, and its site."""
    found = OfficeSettings.objects.select_related("site").order_by("pk")
    return found.filter(site__is_default_site=True)[:1]


def office_of(request: Any) -> OfficeSettings:
    """Return the office of this site. One query a request, which brings the site."""
    if not hasattr(request, "office"):
        row = next(iter(of_default_site()), None)
        if row is not None:
            # Wagtail asks for it whenever an address is written.
            request._wagtail_site = row.site
        request.office = row or OfficeSettings()
    kept: OfficeSettings = request.office
    return kept
