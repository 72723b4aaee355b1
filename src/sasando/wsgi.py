"""The door for web servers: stored pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
application = get_wsgi_application()

from sasando.website.store import opening  # noqa: E402 - after Django is set up

application = opening.door(application)  # type: ignore[assignment]
