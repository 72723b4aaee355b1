"""Small WordPress exports, written by hand for tests; nothing of a real site."""

from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

ADDRESS = "https://lama.example.org"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>Kominfo lama</title><link>{address}</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>{address}</wp:base_site_url>
<wp:base_blog_url>{address}</wp:base_blog_url>
"""
FOOT = "</channel>\n</rss>\n"
ALT = "Perahu kayu bersandar di dermaga Bolok"


def export(*items: str, authors: str = "", version: str = "1.2") -> str:
    return (
        HEAD.format(version=version, address=ADDRESS) + authors + "".join(items) + FOOT
    )


def author(login: str, *, email: str = "", name: str = "") -> str:
    return (
        f"<wp:author><wp:author_login><![CDATA[{login}]]></wp:author_login>"
        f"<wp:author_email><![CDATA[{email}]]></wp:author_email>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name>"
        "</wp:author>\n"
    )


def item(number: int, **facts: Any) -> str:
    """Return one item; what is not said is that of a plain published post."""
    facts = {
        "title": f"Kabar {number}",
        "slug": f"kabar-{number}",
        "text": f"Warga desa ke-{number} kini punya air bersih dari mata air sendiri.",
        "kind": "post",
        "status": "publish",
        "date": f"2015-03-{1 + number % 28:02} 02:00:00",
        "author": "ratna",
        "guid": f"{ADDRESS}/?p={number}",
        "excerpt": "",
        "terms": "",
        "meta": {},
        "extra": "",
    } | facts
    facts.setdefault("link", f"{ADDRESS}/2015/03/{facts['slug']}/")
    facts.setdefault("local", facts["date"])
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in facts["meta"].items()
    )
    return f"""<item>
<title>{escape(facts["title"])}</title><link>{facts["link"]}</link>
<pubDate>{facts.get("pub", "")}</pubDate>
<dc:creator><![CDATA[{facts["author"]}]]></dc:creator>
<guid isPermaLink="false">{escape(facts["guid"])}</guid>
<content:encoded><![CDATA[{facts["text"]}]]></content:encoded>
<excerpt:encoded><![CDATA[{facts["excerpt"]}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{facts["local"]}</wp:post_date>
<wp:post_date_gmt>{facts["date"]}</wp:post_date_gmt>
<wp:post_name>{facts["slug"]}</wp:post_name>
<wp:status>{facts["status"]}</wp:status>
<wp:post_type>{facts["kind"]}</wp:post_type>
{facts["terms"]}{meta}{facts["extra"]}
</item>
"""


def category(slug: str, name: str, *, domain: str = "category") -> str:
    return (
        f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'
    )


def attachment(number: int, path: str, *, alt: str = ALT, caption: str = "") -> str:
    return item(
        number,
        kind="attachment",
        status="inherit",
        text="",
        excerpt=caption,
        meta={"_wp_attached_file": path, "_wp_attachment_image_alt": alt},
        extra=f"<wp:attachment_url>{ADDRESS}/wp-content/uploads/{path}</wp:attachment_url>",
    )


def image(path: str, *, alt: str = ALT) -> str:
    return f'<img src="{ADDRESS}/wp-content/uploads/{path}" alt="{alt}" />'


def saved(folder: Path, text: str | bytes, name: str = "lama.xml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def drawing(folder: Path, path: str, *, color: str = "teal") -> Path:
    """Draw a small picture into the folder of uploads."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), color).save(file)
    return file
