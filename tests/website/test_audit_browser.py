"""Every kind of public page in a real browser: for all eyes, hands and old phones."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser import PHONE
from tests.website.demo_site import DemoSite

pytestmark = [pytest.mark.audit, pytest.mark.browser, pytest.mark.servers]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
# A page of samples holds each list three times.
OF_SAMPLES = RULES | {"rules": {"landmark-unique": {"enabled": False}}}
# axe reads our colour of a word there, and the system's of its ground.
FORCED = OF_SAMPLES["rules"] | {"color-contrast": {"enabled": False}}
WIDE = "document.documentElement.scrollWidth > innerWidth"
# What the keyboard reaches, in the order of the page.
REACHED = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), textarea, select, summary, ' +
    '[tabindex="0"], video[controls]')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.disabled)
  .filter(each => each.tabIndex >= 0)
  .length"""
HERE = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  at.dataset.step ||= String(window.steps = (window.steps || 0) + 1)
  const look = getComputedStyle(at), box = at.getBoundingClientRect()
  return {step: Number(at.dataset.step), name: at.textContent.trim().slice(0, 40),
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0}
}"""
SMALL = """() => [...document.querySelectorAll('a[href], button, input, summary')]
  .filter(each => each.checkVisibility() && !each.closest('.skip'))
  .filter(each => each.parentElement.textContent.trim() === each.textContent.trim())
  .map(each => [each.getBoundingClientRect(), each.textContent.trim().slice(0, 40)])
  .filter(([box]) => box.width > 1 && box.height < 24).map(([box, words]) => words)"""
MOVES = """() => document.getAnimations().length +
  [...document.querySelectorAll('*')].filter(each => {
    const look = getComputedStyle(each)
    return look.scrollBehavior === 'smooth' || parseFloat(look.transitionDuration) > 0
  }).length"""


@pytest.fixture
def open_tab(chromium: Browser, demo_site: DemoSite) -> Iterator[Any]:
    """Open tabs as wide and as lit as a test says."""
    opened = []

    def one(**how: Any) -> Any:
        facts = {"base_url": demo_site.base, "viewport": PHONE, "locale": "id-ID"}
        context = chromium.new_context(**(facts | how))
        opened.append(context)
        for address, file in faults(demo_site).items():
            context.route(f"{demo_site.base}{address}", answer_with(file))
        return context.new_page()

    yield one
    for context in opened:
        context.close()


def faults(demo_site: DemoSite) -> dict[str, Path]:
    """Return addresses of our own for what no address answers on a good day."""
    return {f"/-/{name}": file for name, file in demo_site.faults().items()}


def answer_with(file: Path) -> Any:
    return lambda route: route.fulfill(path=file, content_type="text/html")


def every(demo_site: DemoSite) -> Iterator[tuple[str, str]]:
    """Yield kind and address of each page, those for bad days too."""
    yield from demo_site.kinds().items()
    for address in faults(demo_site):
        yield address, address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    theme: str, demo_site: DemoSite, open_tab: Any
) -> None:
    tab = open_tab(color_scheme=theme)
    outside = []
    tab.on("request", lambda one: outside.append(one.url))
    found = {}
    for kind, path in every(demo_site):
        tab.goto(path)
        # What is folded is read too.
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        rules = OF_SAMPLES if kind.startswith("components") else RULES
        axe = Axe().run(tab, options=rules)
        if axe.violations_count:
            found[kind] = axe.generate_report()
    assert found == {}
    ours = (demo_site.base, "data:")
    assert [url for url in outside if not url.startswith(ours)] == []


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    demo_site: DemoSite, open_tab: Any
) -> None:
    # Without motion, or it would be on the way when we look.
    tab = open_tab(reduced_motion="reduce")
    wrong = {}
    for kind, path in every(demo_site):
        tab.goto(path)
        wanted, seen, faults = tab.evaluate(REACHED), [], []
        for _each in range(wanted + 20):
            tab.keyboard.press("Tab")
            here = tab.evaluate(HERE)
            if here and seen and here["step"] == seen[-1]:
                # The buttons inside a film.
                continue
            if here is None or here["step"] in seen:
                break
            seen.append(here["step"])
            if not (here["ring"] and here["seen"]):
                faults.append(here)
        if faults or len(seen) != wanted or seen != sorted(seen):
            wrong[kind] = (wanted, len(seen), faults[:3])
    assert wrong == {}


def test_the_first_key_leads_past_the_menu(demo_site: DemoSite, open_tab: Any) -> None:
    tab = open_tab()
    tab.goto("/berita/")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#isi")
    tab.keyboard.press("Tab")
    within = "document.querySelector('main').contains(document.activeElement)"
    assert tab.evaluate(within)


@pytest.mark.parametrize(
    ("width", "letters"),
    [(320, "100%"), (640, "100%"), (360, "200%")],
    ids=["a small phone", "a desk at 200 %", "letters twice as large"],
)
def test_nothing_is_cut_or_scrolls_sideways(
    width: int, letters: str, demo_site: DemoSite, open_tab: Any
) -> None:
    tab = open_tab(viewport={"width": width, "height": 700})
    wide, small = [], {}
    for kind, path in every(demo_site):
        tab.goto(path)
        tab.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        if tab.evaluate(WIDE):
            wide.append(kind)
        if found := tab.evaluate(SMALL):
            small[kind] = found
    assert wide == []
    assert small == {}


def test_forced_colours_show_words_and_where_the_keyboard_is(
    demo_site: DemoSite, open_tab: Any
) -> None:
    tab = open_tab(forced_colors="active", color_scheme="dark")
    found = {}
    for kind, path in every(demo_site):
        tab.goto(path)
        axe = Axe().run(tab, options=RULES | {"rules": FORCED})
        tab.keyboard.press("Tab")
        here = tab.evaluate(HERE)
        if axe.violations_count or not here["ring"]:
            found[kind] = axe.generate_report()
    assert found == {}


def test_nothing_moves_for_who_asked_for_that(
    demo_site: DemoSite, open_tab: Any
) -> None:
    tab = open_tab(reduced_motion="reduce")
    for kind, path in every(demo_site):
        tab.goto(path)
        assert tab.evaluate(MOVES) == 0, kind


def old(css: str) -> str:
    """Return a sheet as a browser of before 2022 understands it.

    It passes over whole layers, `light-dark()`, `:is()`, `clamp()` and logical sides.
    """
    return without(css, "@layer", "@supports (color: light-dark")


def without(css: str, *starts: str) -> str:
    for start in starts:
        while start in css:
            at = css.index(start)
            end, open_braces = at, 0
            while True:
                open_braces += {"{": 1, "}": -1}.get(css[end], 0)
                end += 1
                if css[end - 1] in "};" and not open_braces:
                    break
            css = css[:at] + css[end:]
    return css


def test_an_old_browser_shows_a_page_that_can_be_read(
    demo_site: DemoSite, open_tab: Any
) -> None:
    tab = open_tab(bypass_csp=True)

    def aged(route: Any) -> None:
        answer = route.fetch()
        body = re.sub(
            r"<style>(.*?)</style>",
            lambda found: f"<style>{old(found[1])}</style>",
            answer.text(),
            flags=re.DOTALL,
        )
        route.fulfill(response=answer, body=body)

    tab.route(lambda url: url.startswith(demo_site.base), aged_pages(aged))
    found = {}
    for kind in ("home", "section", "news", "figures", "unit", "found", "missing"):
        tab.goto(demo_site.kinds()[kind])
        assert "@layer" not in tab.content()
        axe = Axe().run(tab, options={"runOnly": ["color-contrast", "link-name"]})
        size = tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        mark = tab.evaluate("document.querySelector('header svg').clientWidth")
        if axe.violations_count or tab.evaluate(WIDE) or size < 16 or mark > 100:
            found[kind] = (size, mark, axe.generate_report())
    assert found == {}


def aged_pages(aged: Any) -> Any:
    def one(route: Any) -> None:
        if route.request.resource_type == "document":
            aged(route)
        else:
            route.continue_()

    return one
