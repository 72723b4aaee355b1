"""The mark of `core.starts`, for the templates that stand before Wagtail's."""

from django import template

from sasando.core.starts import mark

register = template.Library()
register.simple_tag(mark, name="start")
