"""A StreamField whose blocks stay out of migrations: they change often, data do not."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    def deconstruct(self) -> Any:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
