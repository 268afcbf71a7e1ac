"""Makes the site's database, tries addresses as an editor's form does, and publishes posts.

Reads {"addresses": [...], "posts": [[...], ...]} and prints {"found": {address: HTML or null}}.
"""

import json
import sys

import django

django.setup()

from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.embeds.blocks import EmbedBlock, EmbedValue
from wagtail.models import Locale, Page, Site

from portal.models import Post

asked = json.load(sys.stdin)
call_command("migrate", run_syncdb=True, verbosity=0)


def found(address):
    try:
        return EmbedBlock().clean(EmbedValue(address)).html
    except ValidationError:
        return None


Locale.objects.create(language_code="en")
home = Page.add_root(instance=Page(title="Home", slug="home"))
Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
for number, blocks in enumerate(asked["posts"]):
    home.add_child(instance=Post(title="Post", slug=f"post-{number}", body=json.dumps(blocks)))
print(json.dumps({"found": {address: found(address) for address in asked["addresses"]}}))
