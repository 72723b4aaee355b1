"""A template and data in, an accessible PDF out; this room knows no domain."""

from sasando.printing.faults import PrintError
from sasando.printing.press import LIMITS, TEMPLATES, Language, Limits, render

__all__ = ["LIMITS", "TEMPLATES", "Language", "Limits", "PrintError", "render"]
