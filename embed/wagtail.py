"""Lets the editors of a Wagtail site embed parts of a scorecard by their addresses.

Copy this file into your project, as scorecard_embeds.py, say, and name it in the settings,
before Wagtail's own finder, with the address of the scorecard's site:

    WAGTAILEMBEDS_FINDERS = [
        {"class": "scorecard_embeds", "site": "https://scorecard.example/"},
        {"class": "wagtail.embeds.finders.oembed"},
    ]

Wagtail asks only providers that it has been told of. The site lists all its addresses that can
be embedded, with the answer for each, in oembed/provider.json; this finder goes by that list.
"""

import re
import time

import requests
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder
from wagtail.embeds.finders.oembed import OEmbedFinder

# For how long a list is used, in seconds: a new part of the site can be embedded after that.
LIST_AGE = 600


class ScorecardFinder(EmbedFinder):
    def __init__(self, site):
        self.site = site
        self.finder = None
        self.read_at = 0

    def accept(self, url):
        return url.startswith(self.site) and self.listed().accept(url)

    def find_embed(self, url, max_width=None, max_height=None):
        found = self.listed().find_embed(url, max_width, max_height)
        # With a width, WAGTAILEMBEDS_RESPONSIVE_HTML would keep the ratio of both, and show a
        # phone half of it: the frame is as wide as its column anyway.
        return {**found, "width": None}

    def listed(self):
        """Wagtail's finder for the addresses in the site's list."""
        if self.finder is None or time.monotonic() - self.read_at > LIST_AGE:
            try:
                response = requests.get(f"{self.site}oembed/provider.json", timeout=10)
                response.raise_for_status()
                self.finder = OEmbedFinder(providers(response.json()))
                self.read_at = time.monotonic()
            except (requests.RequestException, LookupError, TypeError) as error:
                # An old list is better than none.
                if self.finder is None:
                    raise EmbedNotFoundException(f"No list of addresses: {error}") from error
        return self.finder


def providers(listed):
    """A list in the format of https://oembed.com as one in Wagtail's, which has each endpoint once."""
    urls = {}
    for provider in listed:
        for endpoint in provider["endpoints"]:
            for scheme in endpoint["schemes"]:
                pattern = re.escape(scheme).replace(r"\*", ".*")
                # What follows an address does not change what it is the address of.
                urls.setdefault(endpoint["url"], []).append(rf"{pattern}([?#].*)?$")
    return [{"endpoint": endpoint, "urls": patterns} for endpoint, patterns in urls.items()]


embed_finder_class = ScorecardFinder
