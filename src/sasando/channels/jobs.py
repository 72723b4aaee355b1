"""What time causes in this room."""

from datetime import datetime


def deliver(at: datetime) -> None:
    """Send, look for and take back what is due."""
    # Here, in the child that runs a job: httpx would cost web and worker 5 MB each.
    from sasando.channels import engine

    engine.run(at)


def tell(at: datetime) -> None:
    """Mail that a channel must be connected again, or soon will have to be."""
    from sasando.channels import notices

    notices.tell(at)


def read_back(at: datetime) -> None:
    """Ask for addresses that a platform tells afterwards."""
    from sasando.channels import reading

    reading.read_back(at)


def sweep(at: datetime) -> None:
    """Take away files that were lent long ago, and what lost claims left."""
    from sasando.channels import lending
    from sasando.channels.people import handovers

    lending.sweep(at)
    handovers.sweep()


def letters(at: datetime) -> None:
    """Ask who subscribed whether it was they."""
    from sasando.channels.people.models import Subscription

    # Mostly there is none, and what speaks SMTP need not be loaded.
    if Subscription.objects.exclude(letter="").exists():
        from sasando.channels.people import letters

        letters.send(at)


def forget(at: datetime) -> None:
    """Erase who never agreed, and who left."""
    from sasando.channels.people import workflow

    workflow.forget(at)
