from dataclasses import dataclass


@dataclass
class Account:
    hours: float  # of compute time that were paid and not yet reserved


def reserve(account: Account, requested: str) -> None:
    """Reserves hours, halves and quarters included, as typed into a form."""
    hours = float(requested)
    if hours <= 0:
        raise ValueError("ask for some time")
    if hours > account.hours:
        raise ValueError("not that much time left")
    account.hours -= hours
