"""Running numbers without gaps: a row a counter and year, taken in the transaction."""

from django.db.models import F

from sasando.core.models import Counter


def next_number(name: str, *, year: int) -> int:
    """Return the next number of this counter in this year, beginning with 1.

    Must run in the transaction of what is numbered: undone with it, so no gap stays.
    Others wait until that transaction ends. Two or three queries.
    """
    row, _made = Counter.objects.get_or_create(name=name, year=year)
    Counter.objects.filter(pk=row.pk).update(last=F("last") + 1)
    return int(Counter.objects.values_list("last", flat=True).get(pk=row.pk))
