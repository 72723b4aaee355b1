"""Starts Wagtail's choosers, pickers and inline rows without inline scripts.

Wagtail renders `<script>new PageChooser(…)</script>` behind a widget. A nonce on such
scripts would be a nonce on whatever else came into them: Wagtail puts the titles of
pages and pictures beside them. So the call travels as data, which the browser never
runs, and js/staff-start.js makes it if its name is on a short list.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def mark(call: str, options: str, *, id: str = "") -> SafeString:
    """Return the mark at which js/staff-start.js makes `call`; `options` is JSON."""
    return format_html(
        '<template data-controller="sasando-start" data-sasando-start-call-value="{}" '
        'data-sasando-start-id-value="{}" data-sasando-start-options-value="{}">'
        "</template>",
        call,
        id,
        str(options),
    )


def render_chooser(
    self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """Return what BaseChooser.render does, with a mark in place of its script."""
    id = attrs["id"]
    facts = self.get_value_data(value)
    field = self.render_html(name, facts, attrs)
    options = json.dumps(self.get_js_init_options(id, name, facts))
    return format_html("{}{}", field, mark(self.js_constructor, options, id=id))


def install() -> None:
    """Take the place of Wagtail's own; it offers no setting for this."""
    BaseChooser.render = render_chooser
    AdminTaskChooser.js_constructor = "createTaskChooser"
