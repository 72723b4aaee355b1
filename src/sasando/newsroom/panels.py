"""Parts of the editor that stand there only when they mean something."""

from wagtail.admin.panels import MultiFieldPanel


class OncePublished(MultiFieldPanel):
    """Asks what only a page that readers have had before can answer."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.first_published_at is not None
