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
    """Take away what was lent, answered, told and sent in long ago."""
    from sasando.channels import access, bringing, lending, outbox

    lending.sweep(at)
    access.sweep(at)
    outbox.sweep(at)
    bringing.sweep(at)


def tell_hooks(at: datetime) -> None:
    """Send to webhooks what happened."""
    from sasando.channels import outbox

    outbox.run(at)
