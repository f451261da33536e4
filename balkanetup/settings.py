"""Every setting of the platform. Environments differ by variables, not by files."""

from pathlib import Path
from urllib.parse import urlsplit

import django.conf.locale
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from core.email_addresses import ascii_domain, ascii_mailbox, ascii_url
from core.environment import Environment, make_folder

# --- Paths and environment -----------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# From the checkout on, wherever a command is called.
DATA_DIR = make_folder((BASE_DIR / env("DATA_DIR", default="var")).resolve())
# Where `serve` listens.
PORT = env.int("PORT", default=8000, at_least=1, at_most=65535)

# --- Security ------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing: set it to fifty random characters in .env or the environment; "
        "only with DEBUG=on one is made up."
    )
BASE_URL = env.address(
    "BASE_URL", default=f"http://127.0.0.1:{PORT}", example="https://network.example.org"
)
try:  # in the form that certificates, cookies and mail know; a bad one must stop the start
    BASE_URL = ascii_url(BASE_URL)
except ValueError as _error:
    raise ImproperlyConfigured(f"BASE_URL names no host of the internet: {_error}") from _error
HTTPS = urlsplit(BASE_URL).scheme == "https"
ALLOWED_HOSTS = [
    ascii_domain(host) for host in env.list(
        "ALLOWED_HOSTS",
        default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [urlsplit(BASE_URL).hostname],
    )
]  # fmt: skip
CSRF_TRUSTED_ORIGINS = [
    ascii_url(origin) for origin in env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])
]
# How many reverse proxies of ours stand in front; X-Forwarded-For is believed only that far.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=not DEBUG)
SESSION_COOKIE_NAME = "__Host-sessionid" if SESSION_COOKIE_SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SESSION_COOKIE_SECURE else "csrftoken"
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
SESSION_COOKIE_AGE = 30 * 24 * 3600
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its previews in a frame of our own origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

ORCID_CLIENT_ID = env("ORCID_CLIENT_ID", default="")
ORCID_DOMAIN = env("ORCID_DOMAIN", default="orcid.org")  # sandbox.orcid.org for trials

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A button of ours may lead on to ORCID, where it is set up.
        "form-action": [SELF, *([f"https://{ORCID_DOMAIN}"] if ORCID_CLIENT_ID else [])],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Apps ----------------------------------------------------------------------------------

# Lowest layer first. The tests take the heights of the layers from pyproject.toml.
PROJECT_APPS = [
    "core",
    "members",
    "notifications",
    "resources",
    "forum",
    "surveys",
    "roadmaps",
    "events",
    "assessments",
    "newsletters",
    "pages",
    "portal",
]
INSTALLED_APPS = [
    # Ours come first, so that our templates and commands win.
    *PROJECT_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "core.desk_config.DeskConfig",
    "django.forms",  # its templates, for FORM_RENDERER
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    # Without its keys its address could only fail.
    *(["allauth.socialaccount.providers.orcid"] if ORCID_CLIENT_ID else []),
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials",
    "taggit",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "csp",
]

# --- Middleware ----------------------------------------------------------------------------

MIDDLEWARE = [
    "core.middleware.health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.database_outage",
    "core.middleware.nothing_without_measure",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.middleware.typed_without_controls",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.audit.middleware",
    "members.middleware.own_time_zone",
    "members.middleware.own_language",
    "members.middleware.door_of_the_desks",
    "members.rate_limits.middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.looser_csp_for_the_desks",
    "core.middleware.html_without_controls",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.personal_pages_are_not_stored",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "balkanetup.urls"
WSGI_APPLICATION = "balkanetup.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "core.templatetags.cldr",
                "core.templatetags.components",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ------------------------------------------------------------------------------

DATABASES = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;",
    }
    # A file, so that a second run of the tests can use the same tables.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5

# --- Cache and Celery ----------------------------------------------------------------------

REDIS_URL = env.address(
    "REDIS_URL", default="", schemes=("redis", "rediss"), example="redis://localhost:6379/0"
)
CACHES = {
    "default": {
        "BACKEND": "core.cache.TolerantRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {
        "BACKEND": "core.cache.CountingDatabaseCache",
        "LOCATION": "django_cache",
        # Past this many a third is thrown away, and with them who used up which limit.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# Without a service the queue is a folder (core.file_queue).
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL or "filequeue://localhost")
if CELERY_BROKER_URL.startswith(("filequeue", "filesystem")):
    CELERY_BROKER_URL = "filequeue://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "folder": str(DATA_DIR / "queue"),
        "polling_interval": 0.2,
    }
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # it has no broadcasts
else:
    # What a killed worker had in hand comes again after so many seconds, not after an hour. A task
    # that works for longer is given out twice, and finds its row claimed.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "visibility_timeout": 180,
    }
    CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = "Europe/Belgrade"

# --- Mail ----------------------------------------------------------------------------------

if env("EMAIL_URL", default=""):
    vars().update(env.mail("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
# Seconds of silence after which the line to the mail server is given up.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
try:
    DEFAULT_FROM_EMAIL = ascii_mailbox(
        env("DEFAULT_FROM_EMAIL", default="BALKANETUP <network@balkanetup.example>")
    )
except ValueError as _error:
    raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL is no address: {_error}") from _error
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Who is who: auth and allauth ----------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_v = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _v + "UserAttributeSimilarityValidator"},
    {"NAME": _v + "MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": _v + "CommonPasswordValidator"},
    {"NAME": _v + "NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:dashboard"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "members.forms.account.SignupDetails"
_f = "members.forms.signup."
ACCOUNT_FORMS = {
    "signup": _f + "SignupForm",
    "login": _f + "LoginForm",
    "request_login_code": _f + "RequestLoginCodeForm",
    "confirm_login_code": _f + "ConfirmLoginCodeForm",
    "confirm_email_verification_code": _f + "ConfirmEmailForm",
    "add_email": _f + "AddEmailForm",
    "change_password": _f + "ChangePasswordForm",
    "set_password": _f + "SetPasswordForm",
    "reset_password": _f + "ResetPasswordForm",
    "reset_password_from_key": _f + "ResetPasswordKeyForm",
    "confirm_password_reset_code": _f + "ConfirmPasswordResetCodeForm",
    "reauthenticate": _f + "ReauthenticateForm",
}
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# The other sessions end with the old password; the one that changed it goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A code has to be fetched from a mail program, perhaps on another device.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
# One switch lifts every limit, ours and allauth's, for load tests.
RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,60/h/ip",
    "reset_password": "20/m/ip,3/h/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
}
if not RATE_LIMITS:
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = "BALKANETUP"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "members.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": _f + "MFAAuthenticateForm",
    "reauthenticate": _f + "MFAReauthenticateForm",
    "activate_totp": _f + "ActivateTOTPForm",
    "add_webauthn": _f + "AddWebAuthnForm",
    "edit_webauthn": _f + "EditWebAuthnForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "members.adapters.SocialAccountAdapter"
# A new person tells name and address, which is confirmed by a code as every other.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_FORMS = {"signup": _f + "OrcidSignupForm"}
SOCIALACCOUNT_PROVIDERS = {}
if ORCID_CLIENT_ID:
    SOCIALACCOUNT_PROVIDERS["orcid"] = {
        "BASE_DOMAIN": ORCID_DOMAIN,
        "APPS": [{"client_id": ORCID_CLIENT_ID, "secret": env("ORCID_SECRET")}],
    }

# --- Wagtail -------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "BALKANETUP"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp", "heic": "jpeg"}
# Wagtail decodes a picture whole and makes copies of it whole: more would take half a gigabyte.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {
    # "simple": we fold words ourselves (core.textfold), the same on every database.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.finders.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = env("MEDIA_URL", default="/media/")
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Outside of MEDIA_ROOT: only views of ours that ask who is reading hand these out.
    "private": {
        "BACKEND": "core.storage.PrivateStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "core.storage.StaticStorage"
    },
}

# --- Language ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/Belgrade"
USE_TZ = USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
# Django does not know Montenegrin; its catalogue is ours, and falls back on Serbian in Latin.
django.conf.locale.LANG_INFO["cnr"] = {
    "bidi": False,
    "code": "cnr",
    "name": "Montenegrin",
    "name_local": "crnogorski",
    "fallback": ["sr-latn"],
}
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("bs", _("Bosnian")),
    ("bg", _("Bulgarian")),
    ("hr", _("Croatian")),
    ("el", _("Greek")),
    ("mk", _("Macedonian")),
    ("cnr", _("Montenegrin")),
    ("sr", _("Serbian (Cyrillic)")),
    ("sr-latn", _("Serbian (Latin)")),
]

# --- Logging: the console, one line a record -----------------------------------------------

LOG_LEVEL = env.level("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # They log twice for every row that is saved.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # It tells of every table that a subset leaves out.
        "fontTools": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
    },
}

# --- Our own -------------------------------------------------------------------------------

# Committee, moderators, curators and editors must have a second factor before they reach a desk.
REQUIRE_STAFF_2FA = env.bool("REQUIRE_STAFF_2FA", default=True)
# How many seats the Steering Committee has; nobody is given one too many.
ETUP_COMMITTEE_SEATS = env.int("ETUP_COMMITTEE_SEATS", default=3)
# How many tries at most a browser makes for its proof of work, and for how many seconds somebody
# without JavaScript waits instead; 0 tries: no proof is asked for.
ETUP_EFFORT = env.int("ETUP_EFFORT", default=50_000)
ETUP_EFFORT_WAIT = env.int("ETUP_EFFORT_WAIT", default=15)
# The largest file a member may upload, in bytes, and all of a member's files together.
ETUP_UPLOAD_MAX = env.int("ETUP_UPLOAD_MAX", default=50 * 1024 * 1024)
ETUP_UPLOAD_QUOTA = env.int("ETUP_UPLOAD_QUOTA", default=1024 * 1024 * 1024)
# The most that an archive or office document may hold when it is unpacked, in bytes.
ETUP_UPLOAD_UNPACKED_MAX = env.int("ETUP_UPLOAD_UNPACKED_MAX", default=300 * 1024 * 1024)
# A command that gets a file's path and exits with 0 when the file is clean; empty: no scan.
VIRUS_SCANNER = env("VIRUS_SCANNER", default="")
# Seconds after which a claimed letter that was not confirmed as sent may be claimed again; more
# than twelve times EMAIL_TIMEOUT, which the slowest talk with a server takes.
ETUP_MAIL_LEASE = env.int("ETUP_MAIL_LEASE", default=150)
# Seconds for which a sender of a newsletter holds what it claimed; it renews that while it lives.
ETUP_NEWSLETTER_LEASE = env.int("ETUP_NEWSLETTER_LEASE", default=30)
# How many lines to the mail server one issue of a newsletter may hold at once.
ETUP_MAIL_LINES = env.int("ETUP_MAIL_LINES", default=4)
# Let `manage.py demo` run without DEBUG: its passwords are known to everybody.
ETUP_ALLOW_DEMO = env.bool("ETUP_ALLOW_DEMO", default=False)
# Who gets what visitors write on the contact page, unless the page itself says otherwise.
ETUP_CONTACT_EMAIL = env("ETUP_CONTACT_EMAIL", default="network@balkanetup.example")
# How many posts of a newcomer wait for a moderator, and how many links each may hold until then.
ETUP_FORUM_HELD_POSTS = env.int("ETUP_FORUM_HELD_POSTS", default=1)
ETUP_FORUM_NEWCOMER_LINKS = env.int("ETUP_FORUM_NEWCOMER_LINKS", default=2)
# Where people tell of a security hole (/.well-known/security.txt).
ETUP_SECURITY_EMAIL = env("ETUP_SECURITY_EMAIL", default=ETUP_CONTACT_EMAIL)
