def prove(subject):
    """The provider pays, its answer gets lost, and the seller asks again."""
    happy = subject.Seller("acct-9", 10_000)
    assert subject.pay_out(happy, 4_000, lambda *_: None) == "paid"
    assert happy.cents == 6_000
    try:
        subject.pay_out(happy, 6_001, lambda *_: None)
        raise AssertionError("more than the balance was paid out")
    except ValueError:
        pass

    def decline(reference, account, cents):
        raise subject.Declined("account closed")

    assert subject.pay_out(happy, 6_000, decline) == "failed"
    assert happy.cents == 6_000, "a declined payout goes back to the balance"

    paid = []

    def answer_lost(reference, account, cents):
        paid.append(cents)
        raise TimeoutError("timed out")

    seller = subject.Seller("acct-9", 10_000)
    subject.pay_out(seller, 10_000, answer_lost)
    try:
        subject.pay_out(seller, 10_000, answer_lost)
    except ValueError:
        pass
    assert sum(paid) == 10_000, "the same balance was paid out twice after a time-out"
