"""The real settings, with a folder of their own and fast passwords."""

import os
import tempfile

os.environ.setdefault("SASANDO_DATA", tempfile.mkdtemp(prefix="sasando-test-"))
os.environ.setdefault("SASANDO_PUBLIC_URL", "http://localhost")

from sasando.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"] == "sasando.core.sqlite":  # noqa: F405
    # A file, not memory: threads and the browser's server share it.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.db"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
