"""The Indonesian catalogues: `extract` finds new messages, `compile` writes .mo files.

    python tools/catalogue.py extract    needs GNU gettext (Debian: gettext)
    python tools/catalogue.py compile    needs nothing but the environment

`src/sasando/locale` holds our own words, `src/sasando/locale_wagtail` what Wagtail's
Indonesian catalogue leaves out; both go to Transifex for Wagtail's part.
"""

import os
import sys
from pathlib import Path

import polib

SOURCE = Path(__file__).parents[1] / "src" / "sasando"


def extract() -> None:
    """Bring our own catalogue up to date; new entries stay empty until translated."""
    # Settings make the data folder where they run: not inside the package.
    os.environ.setdefault("SASANDO_DATA", str(Path("var").absolute()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    os.chdir(SOURCE)
    from django.core.management import call_command

    call_command(
        "makemessages",
        locale=["id"],
        no_location=True,
        no_wrap=False,
        no_obsolete=True,
        ignore_patterns=["locale_wagtail/*", "static/*", "demo/content/*"],
        verbosity=0,
    )


def compile_all() -> None:
    """Write each .mo file beside its .po file."""
    for file in sorted(SOURCE.glob("locale*/*/LC_MESSAGES/*.po")):
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))


if __name__ == "__main__":
    {"extract": extract, "compile": compile_all}[sys.argv[1]]()
