"""A stock Wagtail with the same texts: `wagtail start`, and the blog of its tutorial.

One section of stories below home, home lists the newest ten with their pictures; models
and templates as https://docs.wagtail.org/en/stable/getting_started/tutorial.html has
them. Production settings: cached templates, hashed static files, DEBUG off.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench._serving import Server, free_port, run, running

MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

class BlogIndexPage(Page):
    intro = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    def get_context(self, request):
        context = super().get_context(request)
        pages = self.get_children().live().order_by("-first_published_at")
        context["blogpages"] = pages
        return context

class BlogPage(Page):
    date = models.DateField("Post date")
    intro = models.CharField(max_length=500)
    body = RichTextField(blank=True)
    main_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )
    content_panels = [
        *Page.content_panels, FieldPanel("date"), FieldPanel("intro"),
        FieldPanel("body"), FieldPanel("main_image"),
    ]
"""
HOME_MODELS = """
from wagtail.models import Page

class HomePage(Page):
    def get_context(self, request):
        from blog.models import BlogPage
        context = super().get_context(request)
        newest = BlogPage.objects.live().order_by("-first_published_at")
        context["blogpages"] = newest[:10]
        context["menu"] = self.get_children().live().in_menu()
        return context
"""
LIST = """
  {% for post in blogpages %}{% with post=post.specific %}
  <article>
    <h2><a href="{% pageurl post %}">{{ post.title }}</a></h2>
    {% if post.main_image %}{% image post.main_image width-400 %}{% endif %}
    <p class="meta">{{ post.date }}</p><p>{{ post.intro }}</p>
  </article>
  {% endwith %}{% endfor %}
"""
HEAD = '{% extends "base.html" %}{% load wagtailcore_tags wagtailimages_tags %}'
HOME = (
    HEAD
    + """{% block body_class %}template-homepage{% endblock %}{% block content %}
  <nav>{% for item in menu %}
    <a href="{% pageurl item %}">{{ item.title }}</a>
  {% endfor %}</nav>
  <h1>{{ page.title }}</h1>"""
    + LIST
    + "{% endblock %}"
)
INDEX = (
    HEAD
    + "{% block content %}<h1>{{ page.title }}</h1>{{ page.intro|richtext }}"
    + LIST
    + "{% endblock %}"
)
PAGE = (
    HEAD
    + """{% block body_class %}template-blogpage{% endblock %}{% block content %}
  <h1>{{ page.title }}</h1><p class="meta">{{ page.date }}</p>
  <div class="intro">{{ page.intro }}</div>
  {% if page.main_image %}{% image page.main_image width-720 %}{% endif %}
  {{ page.body|richtext }}
  <p><a href="{{ page.get_parent.url }}">Return to blog</a></p>{% endblock %}"""
)
PRODUCTION = """
from .base import *
DEBUG = False
SECRET_KEY = "a bench that lives for minutes"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["blog", *INSTALLED_APPS]
DATABASES["default"]["NAME"] = BASE_DIR / "db.sqlite3"
"""
FILL = """
import datetime, json, sys, django
django.setup()
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Page
from blog.models import BlogIndexPage, BlogPage
from home.models import HomePage
home = HomePage.objects.first()
index = BlogIndexPage(title="Berita", slug="berita", show_in_menus=True)
home.add_child(instance=index)
for story in json.load(open(sys.argv[1])):
    picture = None
    if story["picture"]:
        name = story["slug"] + story["picture"][-5:]
        with open(story["picture"], "rb") as file:
            image = ImageFile(file, name=name)
            picture = Image.objects.create(title="x", file=image)
    at = datetime.datetime.fromisoformat(story["at"])
    page = BlogPage(
        title=story["title"], slug=story["slug"], date=at.date(),
        intro=story["summary"], body=story["body"], main_image=picture,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    BlogPage.objects.filter(pk=page.pk).update(first_published_at=at)
"""


def build(folder: Path, stories: Path) -> dict[str, str]:
    """Make the project in a folder; return its environment."""
    folder.mkdir()
    run([str(Path(sys.executable).with_name("wagtail")), "start", "stock", str(folder)])
    (folder / "stock/settings/production.py").write_text(PRODUCTION)
    home = folder / "home"
    (home / "models.py").write_text(HOME_MODELS)
    (home / "templates" / "home" / "home_page.html").write_text(HOME)
    blog = folder / "blog"
    (blog / "templates/blog").mkdir(parents=True)
    (blog / "migrations").mkdir()
    for package in (blog, blog / "migrations"):
        (package / "__init__.py").write_text("")
    (blog / "models.py").write_text(MODELS)
    (blog / "templates/blog/blog_index_page.html").write_text(INDEX)
    (blog / "templates/blog/blog_page.html").write_text(PAGE)
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "stock.settings.production"}
    env |= {"PYTHONPATH": str(folder)}
    for words in ("makemigrations blog", "migrate -v0", "collectstatic --noinput -v0"):
        run([sys.executable, "manage.py", *words.split()], env, cwd=folder)
    run([sys.executable, "-c", FILL, str(stories)], env, cwd=folder)
    return env


@contextmanager
def served(folder: Path, stories: Path, slug: str) -> Iterator[Server]:
    """Lend it behind granian with a process a core, as we are served."""
    env, port = build(folder, stories), free_port()
    words = f"granian --interface wsgi --host 127.0.0.1 --port {port} --no-ws --http 1 "
    words += f"--workers {os.cpu_count()} --blocking-threads 2 --log-level error"
    command = [sys.executable, "-m", *words.split(), "stock.wsgi:application"]
    pages = {"home": "/", "item": f"/berita/{slug}/"}
    with running(command, env, cwd=folder) as pid:
        yield Server("stock Wagtail", port, pages, (pid,))
