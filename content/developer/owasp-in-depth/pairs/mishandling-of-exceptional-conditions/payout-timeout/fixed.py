from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4


@dataclass
class Payout:
    reference: str
    cents: int
    outcome: str = "unknown"


@dataclass
class Seller:
    account: str
    cents: int
    payouts: list[Payout] = field(default_factory=list)


class Declined(Exception):
    """The provider has refused: no money moves."""


def pay_out(seller: Seller, cents: int, pay: Callable[[str, str, int], None]) -> str:
    if not 0 < cents <= seller.cents:
        raise ValueError("the balance does not cover this")
    payout = Payout(str(uuid4()), cents)
    seller.payouts.append(payout)
    seller.cents -= cents
    try:
        pay(payout.reference, seller.account, cents)
        payout.outcome = "paid"
    except Declined:
        payout.outcome = "failed"
        seller.cents += cents
    except OSError:
        pass  # no answer is no refusal: it stays unknown until a job has asked for its reference
    return payout.outcome
