"""The settings of a Wagtail site that lives as long as a test (wagtail.mjs sets the environment)."""

import os

DEBUG = True
SECRET_KEY = "test"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "portal.urls"
STATIC_URL = "/static/"
USE_TZ = True
WAGTAIL_SITE_NAME = "Portal"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["PORTAL_DATABASE"],
        # It need not survive anything.
        "OPTIONS": {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"},
    }
}

INSTALLED_APPS = [
    "portal",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# As embed/wagtail.py says.
WAGTAILEMBEDS_FINDERS = [
    {"class": "scorecard_embeds", "site": os.environ["PORTAL_SCORECARD"]},
    {"class": "wagtail.embeds.finders.oembed"},
]
WAGTAILEMBEDS_RESPONSIVE_HTML = True

# Makes all tables as they are now, in a tenth of the time that all migrations take.
MIGRATION_MODULES = dict.fromkeys(
    "auth contenttypes sessions taggit wagtailadmin wagtailcore wagtaildocs wagtailembeds "
    "wagtailimages wagtailsearch wagtailusers".split()
)
