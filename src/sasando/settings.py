"""Sasando's settings: one file, everything an office changes comes from `env`.

docs/settings.md lists each SASANDO_ variable; a test holds the two together.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sasando import env
from sasando.core import data_folder

HERE = Path(__file__).parent

# --- where things are -----------------------------------------------------
DATA = env.folder("SASANDO_DATA", default="var")
PUBLIC_URL = env.public_url("SASANDO_PUBLIC_URL", default="http://localhost:8000")
PUBLIC = urlsplit(PUBLIC_URL)
DEBUG = env.flag("SASANDO_DEBUG")

# --- secrets (made at the end of this file where they are missing) ---------
KEYS = DATA / "keys"
SECRET_KEY = env.given_secret("SASANDO_SECRET_KEY")
FIELD_KEYS = env.given_field_keys("SASANDO_FIELD_KEYS")
BACKUP_RECIPIENT = env.recipient("SASANDO_BACKUP_RECIPIENT")
PG_DUMP = env.program("SASANDO_PG_DUMP")

# --- backing services, one URL each ---------------------------------------
DATABASES = {
    "default": env.database(
        "SASANDO_DATABASE_URL", default=f"sqlite:///{DATA}/sasando.db"
    )
}
CACHES = {"default": env.cache("SASANDO_CACHE_URL", default="local://")}
MEDIA_ROOT = env.storage("SASANDO_STORAGE_URL", default=f"file:///{DATA}/media")
globals().update(env.mail("SASANDO_MAIL_URL", default="console://"))
DEFAULT_FROM_EMAIL = env.address(
    "SASANDO_MAIL_FROM", default=f"humas@{PUBLIC.hostname}"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
INBOX = env.inbox("SASANDO_INBOX_URL")

# --- rooms ----------------------------------------------------------------
INSTALLED_APPS = [
    "sasando.imports",
    "sasando.demo",
    "sasando.website",
    "sasando.newsroom",
    "sasando.foi",
    "sasando.channels",
    "sasando.search",
    "sasando.printing",
    "sasando.files",
    "sasando.operations",
    "sasando.accounts",
    "sasando.core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "sasando.accounts.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.locales",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "sasando.core.csp.ContentPolicy",
    "sasando.accounts.middleware.NeverStored",
    "django.middleware.security.SecurityMiddleware",
    "sasando.core.assets.Assets",
    "sasando.core.assets.Revalidated",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sasando.accounts.middleware.StaffPages",
    "sasando.accounts.middleware.SessionLimits",
    "sasando.accounts.kept.KeepsWhatWasSent",
    "allauth.account.middleware.AccountMiddleware",
    "sasando.website.moved.Redirects",
    "sasando.core.requests.OddRequests",
]
ROOT_URLCONF = "sasando.urls"
WSGI_APPLICATION = "sasando.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
# Widgets look where pages look, so that ours can stand before Wagtail's.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- language and time ----------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale", HERE / "locale_wagtail"]
TIME_ZONE = env.time_zone("SASANDO_TIME_ZONE", default="Asia/Makassar")
USE_TZ = True
FORMAT_MODULE_PATH = "sasando.formats"
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H.%M"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A translation is a page of its own; none is made, moved or ended with its source.
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False

# --- who may come in ------------------------------------------------------
ALLOWED_HOSTS = [
    host
    for host in {
        PUBLIC.hostname or "",
        "localhost",
        "127.0.0.1",
        *env.hosts("SASANDO_HOSTS"),
    }
    if host
]
CSRF_FAILURE_VIEW = "sasando.core.faults.csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sasando.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SECURE = PUBLIC.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

PASSWORD_RESET_TIMEOUT = 3600
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("SASANDO_PROXIES", default=0)
ACCOUNT_ADAPTER = "sasando.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC.scheme
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# A person without a role is sent back here by Wagtail; a redirect would go in circles.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {
    # Province-wide NAT is common, so the address alone is given room.
    "login": "120/m/ip",
    "login_failed": "60/15m/ip,5/15m/key",
    "reset_password": "60/15m/ip,3/15m/key",
    # Never: the operator, not the person, changes an address.
    "manage_email": "0/m/user",
}
ACCOUNT_FORMS = {
    "login": "sasando.accounts.sign_in_forms.SignIn",
    "reauthenticate": "sasando.accounts.sign_in_forms.ConfirmPassword",
    "change_password": "sasando.accounts.sign_in_forms.ChangePassword",
    "set_password": "sasando.accounts.sign_in_forms.SetPassword",
    "reset_password": "sasando.accounts.sign_in_forms.ForgottenPassword",
    "reset_password_from_key": "sasando.accounts.sign_in_forms.NewPassword",
}
MFA_ADAPTER = "sasando.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# The operator vouches for the address; allauth would ask the person to prove it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = f"Sasando {PUBLIC.hostname}"
# A code typed at the end of its half minute, or on a phone a little late, still counts.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "sasando.accounts.sign_in_forms.Code",
    "reauthenticate": "sasando.accounts.sign_in_forms.ConfirmCode",
    "activate_totp": "sasando.accounts.sign_in_forms.FirstCode",
    "add_webauthn": "sasando.accounts.sign_in_forms.AddPasskey",
    "edit_webauthn": "sasando.accounts.sign_in_forms.RenamePasskey",
}
# accounts.middleware.SessionLimits does it once a minute, not at every request.
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "sasando.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = env.openid_connect("SASANDO_OIDC")

# --- Wagtail --------------------------------------------------------------
WAGTAIL_SITE_NAME = "Sasando"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
# A new person sets the first password through the reset mail; nobody sets another's.
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# core.notices tells those who may approve the text, not everybody who may do all.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "sasando.core.finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILIMAGES_IMAGE_MODEL = "files.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sasando.files.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILDOCS_DOCUMENT_MODEL = "files.OfficeDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sasando.files.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- files ----------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sasando.core.assets.NamedByBytes"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "sasando.core.assets.Kept",
]
# Their names tell already.
WAGTAILADMIN_STATIC_FILE_VERSION_STRINGS = DEBUG
MEDIA_URL = "/media/"
FILE_UPLOAD_HANDLERS = ["sasando.files.uploads.CappedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_TEMP_DIR = str(DATA / "uploads")

# The bytes of the public pages; None where pages are written, not read.
PAGE_STORE = None if DEBUG else DATA / data_folder.SITE
# What nginx served without us, to be counted; see deploy/nginx.
ACCESS_LOG = env.log_file("SASANDO_ACCESS_LOG")

# --- links to others ------------------------------------------------------
# Addresses of a closed network that the link check may ask all the same: none. Only
# tests name one, their own machine.
LINK_CHECK_MAY_ASK: frozenset[str] = frozenset()

# --- channels -------------------------------------------------------------
# Hosts beside the open internet that a channel may call: a proxy of the office.
CHANNEL_HOSTS = frozenset(env.hosts("SASANDO_CHANNEL_HOSTS"))
# Figures of platforms older than so many days are erased.
FIGURES_DAYS = env.number("SASANDO_FIGURES_DAYS", default=730, least=92, most=9999)
# Brings films into the shape of a platform; None for no such work.
FFMPEG: str | None = env.program("SASANDO_FFMPEG")

# --- log lines ------------------------------------------------------------
LOG_LEVEL = env.log_level("SASANDO_LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

# --- made at last, when nothing above was wrong ---------------------------
for place in (DATA, DATA / "static", DATA / "uploads"):
    env.made(place, "SASANDO_DATA")
SECRET_KEY = SECRET_KEY or env.secret("SASANDO_SECRET_KEY", kept_in=KEYS / "secret.key")
FIELD_KEYS = (
    FIELD_KEYS
    or env.secret(
        "SASANDO_FIELD_KEYS", kept_in=KEYS / "field.keys", make=env.field_key
    ).split()
)
