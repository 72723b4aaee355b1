"""The file inputs speak the language of whoever sees them."""

from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.users.models import UserProfile

from sasando.accounts.models import Unit, User


def test_the_screen_for_many_pictures_is_english_for_english(
    client: Client, kominfo: Unit
) -> None:
    person = make.person("Foto Contoh", "photographer", of=kominfo)
    client.force_login(person)
    address = reverse("wagtailimages:add_multiple")
    assert "Format yang didukung" in client.get(address).content.decode()
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(User.objects.get(pk=person.pk))
    page = client.get(address).content.decode()
    assert "Supported formats" in page
    assert "Format yang didukung" not in page
