"""The real settings, with a folder of their own and fast passwords."""

import atexit
import os
import shutil
import tempfile


def folder_to_lose() -> str:
    """Return a new folder that is gone when this process ends, well or not."""
    folder, owner = tempfile.mkdtemp(prefix="sasando-test-"), os.getpid()

    def remove() -> None:
        # A forked child must not take it from its parent.
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


if "SASANDO_DATA" not in os.environ:
    os.environ["SASANDO_DATA"] = folder_to_lose()
os.environ.setdefault("SASANDO_PUBLIC_URL", "http://localhost")

from sasando.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"] == "sasando.core.sqlite":  # noqa: F405
    # A file, not memory: threads and the browser's server share it.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.db"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
LINK_CHECK_MAY_ASK = frozenset({"127.0.0.1"})
# A test that asks for stored pages says so (`tests/website/storing.py`).
PAGE_STORE = None

# Most films of the tests are no films; those that are name the program themselves.
FFMPEG = None
