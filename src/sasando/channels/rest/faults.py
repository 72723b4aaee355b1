"""What was wrong with a request, in words: ninja's and pydantic's have their own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By pydantic's kinds of errors; in the order in which they are likely.
SENTENCES: Mapping[str, Any] = {
    "missing": gettext_lazy("This field is missing."),
    "extra_forbidden": gettext_lazy("This field is not known here."),
    "string_type": gettext_lazy("This must be a text."),
    "string_unicode": gettext_lazy("This text holds half of a letter."),
    "string_too_long": gettext_lazy("This text is too long: %(max_length)s at most."),
    "string_too_short": gettext_lazy(
        "This text is too short: at least %(min_length)s."
    ),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_from_float": gettext_lazy("This must be a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "bool_type": gettext_lazy("This must be true or false."),
    "list_type": gettext_lazy("This must be a list."),
    "dict_type": gettext_lazy("This must be an object."),
    "model_type": gettext_lazy("This must be an object."),
    "model_attributes_type": gettext_lazy("This must be an object."),
    "too_short": gettext_lazy("This list is too short: at least %(min_length)s."),
    "too_long": gettext_lazy("This list is too long: %(max_length)s at most."),
    "greater_than_equal": gettext_lazy("This must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("This must be at most %(le)s."),
    "enum": gettext_lazy("This must be one of: %(expected)s."),
    "literal_error": gettext_lazy("This must be one of: %(expected)s."),
}


def told(errors: Any) -> list[dict[str, str]]:
    """Return where each error stands and why, in the language of who asks."""
    return [{"where": where(one["loc"]), "why": why(one)} for one in errors]


def where(place: Any) -> str:
    """Return a place as programs write it: channels.0."""
    # The first says body, query or path; the second is our own name of the body.
    parts = [str(part) for part in place]
    inner = parts[2:] if parts[0] == "body" else parts[1:]
    return ".".join(inner) or parts[0]


def why(error: Mapping[str, Any]) -> str:
    facts = error.get("ctx") or {}
    if error["type"] == "value_error":
        # Our own sentence, said by a validator.
        return str(facts.get("error", "")) or _("This is not right.")
    sentence = SENTENCES.get(error["type"])
    return str(sentence) % facts if sentence else _("This is not right.")
