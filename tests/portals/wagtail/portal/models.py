from wagtail.blocks import RichTextBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class Post(Page):
    """A page of text and embeds, as editors put it together."""

    body = StreamField([("text", RichTextBlock()), ("embed", EmbedBlock())])
