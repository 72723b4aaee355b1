"""Who counts as a reader, and from where they came: by group or host, never by person.

Nothing here keeps an address of anybody, a cookie, or more of a referer than its host.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

SESSION = f"{settings.SESSION_COOKIE_NAME}="
DIRECT, OWN, SEARCH, OTHER = "direct", "own", "search", "other"
# Browsers say so; most programs say what they are, or nothing.
BROWSER = re.compile(r"(?:Mozilla/\d|Opera/)")
ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|monitor|scan|archiv|index|headless"
    r"|lighthouse|facebookexternalhit|whatsapp|curl|wget|python|java/|go-http|okhttp"
    r"|http-client|axios|scrapy|feed|validator|checker|uptime|pingdom|gptbot|claude",
    re.IGNORECASE,
)
SOCIAL = {
    "facebook": ("facebook.com", "fb.com", "fb.me", "com.facebook.katana"),
    "instagram": ("instagram.com", "com.instagram.android"),
    "whatsapp": ("whatsapp.com", "wa.me", "l.wl.co", "com.whatsapp"),
    "telegram": ("telegram.org", "t.me", "org.telegram.messenger"),
    "tiktok": ("tiktok.com",),
    "x": ("x.com", "twitter.com", "t.co"),
    "youtube": ("youtube.com", "youtu.be"),
    "threads": ("threads.net", "threads.com"),
    "linkedin": ("linkedin.com", "lnkd.in"),
}
ENGINES = re.compile(
    r"(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com|yahoo\.[a-z.]{2,6}"
    r"|search\.yahoo\.com|yandex\.[a-z]{2,3}|ecosia\.org|baidu\.com|search\.brave\.com"
    r"|startpage\.com|com\.google\.android\.googlequicksearchbox)$"
)
HOST = re.compile(r"[a-z-]+://(?:[^/?#@]*@)?([a-z0-9.-]{4,100})(?::\d+)?(?:[/?#]|$)")
# What is asked of every site of the world by programs that say they are browsers.
NOISE = re.compile(
    r"/\.|wp-login|wp-admin|wp-json|xmlrpc|phpmyadmin|cgi-bin|/vendor/|eval-stdin"
    r"|\.(?:env|git|sql|bak|ya?ml|ini|cgi|aspx?/)\b|\.well-known|favicon|apple-touch",
    re.IGNORECASE,
)
# A telephone, a number of an identity card, an address of a person: not ours to keep.
PERSONAL = re.compile(r"(?:\d[ .\-]?){9,}|@")
PERSONAL_IN_PATH = re.compile(r"\d{9,}|@")
LONGEST_PATH, LONGEST_WORDS = 200, 80
# What our own short links bear (`channels.wording`): the channel, and the post.
POSTED = re.compile(
    r"(?=.*\butm_source=([a-z_]{1,30})(?:&|$))(?=.*\butm_campaign=(kiriman-\d{1,9})(?:&|$))"
)


def is_reader(said: Mapping[str, str]) -> bool:
    """Return whether somebody reads who is no program and not of the office.

    `said` is a WSGI environ, or `request.META`. Written out, for it is asked of each
    request: 0.5 µs.
    """
    get = said.get
    if get("REQUEST_METHOD") != "GET" or is_robot(get("HTTP_USER_AGENT", "")):
        return False
    if get("HTTP_SEC_FETCH_DEST", "document") != "document":
        return False
    if (cookies := get("HTTP_COOKIE")) and SESSION in cookies:
        return False
    ahead = get("HTTP_SEC_PURPOSE") or get("HTTP_PURPOSE") or get("HTTP_X_MOZ")
    return not (ahead and "pre" in ahead)


@lru_cache(maxsize=2048)
def is_robot(agent: str) -> bool:
    return BROWSER.match(agent) is None or ROBOT.search(agent) is not None


def whence(query: str, referer: str) -> str:
    """Return from where somebody came: the post whose short link it was, else a group.

    Apps on a phone often name no referer; a short link says it all the same.
    """
    if "utm_campaign=kiriman-" in query and (found := POSTED.match(query)):
        return f"{found[2]}/{found[1]}"
    return source_of(referer)


@lru_cache(maxsize=4096)
def source_of(referer: str) -> str:
    """Return the group of a referer, or its host; "direct" where there is none."""
    if not referer:
        return DIRECT
    found = HOST.match(referer.lower())
    host = found[1].removeprefix("www.").strip(".") if found else ""
    if host in {settings.PUBLIC.hostname, "localhost"}:
        return OWN
    for name, hosts in SOCIAL.items():
        if any(host == each or host.endswith(f".{each}") for each in hosts):
            return name
    if ENGINES.search(host):
        return SEARCH
    return host if "." in host else OTHER


def words_of(typed: str) -> str:
    """Return what was sought as it is kept: small, one line, nothing of a person."""
    words = " ".join(typed.casefold().replace("\0", " ").split())[:LONGEST_WORDS]
    return "" if PERSONAL.search(words) else words


def wanted(path: str) -> str:
    """Return a missed address as it is kept, or "" for what only programs ask."""
    if len(path) > LONGEST_PATH or NOISE.search(path) or not path.isprintable():
        return ""
    return "" if PERSONAL_IN_PATH.search(path) else path
