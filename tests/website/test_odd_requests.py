"""Addresses that nobody types get 400 or 404, never a fault of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.test import Client
from tests import make
from tests.website.staff_forms import Forms
from wagtail.contrib.redirects.models import Redirect

from sasando.accounts.models import User
from sasando.core.requests import is_senders_mistake

pytestmark = pytest.mark.django_db
HUGE = "1" + "0" * 22


@pytest.fixture
def desk(ratna: User, maria: User, client: Client) -> Client:
    make.published(by=ratna, approver=maria)
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/berita/?x=%00",
        "/kantor/api/main/pages/find/?id=%00",
        "/kantor/api/main/images/find/?id=abc",
        f"/kantor/pages/?owner={HUGE}",
        f"/kantor/reports/site-history/?user={HUGE}",
        "/kantor/bulk/wagtailcore/page/delete/?id=abc",
        f"/kantor/bulk/wagtailcore/page/move/?id={HUGE}",
        "/kantor/images/chosen-multiple/?id=abc",
        "/kantor/images/chooser/chosen-multiple/?id=abc",
        "/kantor/choose-page/?page_type=x.y",
    ],
)
def test_an_odd_address_is_answered(address: str, desk: Client) -> None:
    assert desk.get(address).status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/kantor/pages/add/newsroom/newspage/{section}/",
        "/kantor/pages/{page}/edit/",
        "/kantor/choose-external-link/",
        "/kantor/redirects/import/process/",
    ],
)
def test_an_empty_form_is_answered(address: str, desk: Client) -> None:
    section = make.section()
    page = section.get_children().get()
    path = address.format(section=section.pk, page=page.pk)
    assert desk.post(path, {}).status_code < 500


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_date_outside_our_time_is_answered(year: str, desk: Client) -> None:
    page = make.section().get_children().get()
    facts = {"title": "x", "go_live_at": f"{year}-01-01 00:00"}
    assert desk.post(f"/kantor/pages/{page.pk}/edit/", facts).status_code < 500


def test_a_list_of_redirects_that_is_sent_twice_is_read_once(desk: Client) -> None:
    """Whoever presses the button again is told so."""
    rows = SimpleUploadedFile("lama.csv", b"lama,baru\n/tua,https://a.example.org/\n")
    shown = desk.post("/kantor/redirects/import/", {"import_file": rows})
    forms = Forms("", shown.content.decode()).found
    form = next(each for each in forms if "import_file_name" in each.values)
    facts = form.values | {"from_index": "0", "to_index": "1"}
    desk.post("/kantor/redirects/import/process/", facts)
    again = desk.post("/kantor/redirects/import/process/", facts, follow=True)
    assert Redirect.objects.get().old_path == "/tua"
    assert again.status_code == 200
    assert "Pilih lagi berkas itu" in again.content.decode()


@pytest.mark.parametrize("said", ["", " ", "x", "lama.csv:forged"])
@pytest.mark.parametrize("field", ["import_file_name", "input_format"])
def test_a_list_of_redirects_without_our_signature_is_refused(
    field: str, said: str, desk: Client
) -> None:
    signed = {
        "import_file_name": Signer().sign("lama.csv"),
        "input_format": Signer().sign("0"),
    }
    answer = desk.post("/kantor/redirects/import/process/", signed | {field: said})
    assert answer.status_code == 400


def test_a_fault_of_ours_stays_one() -> None:
    assert not is_senders_mistake(ValueError("not enough values to unpack"))
    assert not is_senders_mistake(KeyError("unit"))
    assert not is_senders_mistake(TypeError("NUL"))


@pytest.mark.parametrize("address", ["/berita/", "/tidak-ada/", "/en/nowhere/"])
def test_what_takes_no_form_says_so(address: str, desk: Client) -> None:
    reader = Client(enforce_csrf_checks=True)
    answer = reader.post(address, {"q": "x"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    words = "Nothing can be sent" if address.startswith("/en/") else "tidak menerima"
    assert words in answer.content.decode()
