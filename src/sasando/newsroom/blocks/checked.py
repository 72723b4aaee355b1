"""Blocks that say in one sentence, at the field, what is wrong."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class Checked(blocks.StructBlock):
    """What is missing or wrong waits while a draft is saved: no word may be lost."""

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Return a sentence for each field that holds something false at approval."""
        return {}

    def missing(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Return a sentence for each field that must be filled before approval."""
        return {}

    def clean(self, value: Any) -> Any:
        cleaned, errors = value, self.faults(value)
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            for name, fault in error.block_errors.items():
                errors.setdefault(name, self.plain(name, fault))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        if self.is_deferred_validation:
            return {}
        found = self.missing(value) | self.wrong(value)
        return {name: ValidationError(sentence) for name, sentence in found.items()}

    def plain(self, name: str, fault: ValidationError) -> ValidationError:
        """Return the fault; “This field is required” says which."""
        if getattr(fault, "code", None) != "required":
            return fault
        label = self.child_blocks[name].label
        return ValidationError(_("Fill in “%(field)s”.") % {"field": label})


def said(value: Mapping[str, Any], name: str) -> str:
    """Return a text of a block, also one that was stored without it."""
    return str(value.get(name) or "").strip()
