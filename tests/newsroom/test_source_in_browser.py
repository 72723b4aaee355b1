"""Somebody outside reads a text and answers it on a small phone without script."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from tests import make
from tests.browser import PHONE

from sasando.accounts.models import User
from sasando.newsroom import asking
from sasando.newsroom.asking import Asked
from sasando.newsroom.models import SourceAnswer

WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_source_answers_on_a_phone_without_script(
    ratna: User, chromium: Browser, live_server: Any
) -> None:
    page = make.news(by=ratna, title="Jalan Oelamasi–Tilong dibuka")
    now = timezone.now()
    asked = Asked(
        name="Yosefina Contoh",
        kind="expert",
        question="Benarkah nama jalannya?",
        due_at=now + timedelta(days=2),
    )
    _question, link = asking.ask(page, by=ratna, at=now, asked=asked)
    bare = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    phone = bare.new_page()
    phone.goto(live_server.url + link.removeprefix("http://localhost"))
    phone.get_by_role("button", name="Baca naskah").click()
    phone.get_by_text("Tanggapi bagian ini").first.click()
    phone.get_by_label("Tanggapan Anda untuk bagian 1").fill("Truk belum boleh.")
    phone.get_by_label("Ada yang perlu diubah atau ditambah.").check()
    phone.get_by_label("Saya Yosefina Contoh, atau menjawab atas namanya.").check()
    phone.get_by_label("Nama Anda").fill("Yosefina Contoh")
    phone.get_by_role("button", name="Kirim jawaban").click()
    phone.get_by_role("status").wait_for()
    bare.close()
    answer = SourceAnswer.objects.get()
    assert answer.parts == [[1, "Warga boleh lewat.", "Truk belum boleh."]]
    assert not answer.is_other


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_long_word_makes_no_page_of_the_link_wider_than_the_phone(
    ratna: User, tab: Any
) -> None:
    body = [("paragraph", f"<p>{'Sungguhpanjang' * 12}</p>")]
    page = make.news(by=ratna, body=body)
    now = timezone.now()
    asked = Asked(
        name="Yosefina Contoh",
        kind="unit",
        question="x" * 200,
        due_at=now + timedelta(days=2),
    )
    _question, link = asking.ask(page, by=ratna, at=now, asked=asked)
    path = link.removeprefix("http://localhost")
    for address in (path, f"{path}naskah/", f"{path}terima-kasih/"):
        tab.goto(address)
        assert not tab.evaluate(WIDER), address
