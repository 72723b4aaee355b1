"""Telling the page store what changed that no database trigger can see."""

from sasando.core.models import Touch


def touch(*tags: str) -> None:
    """Write one row a tag, in the transaction of the change it tells of. One query.

    For what is not a row: time, files, code. Tables say their own changes.
    """
    Touch.objects.bulk_create(Touch(tag=tag) for tag in dict.fromkeys(tags))
