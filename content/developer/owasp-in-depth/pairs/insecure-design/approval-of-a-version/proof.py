class Bank:
    def __init__(self):
        self.sent = []

    def transfer(self, iban, cents):
        self.sent.append((iban, cents))


def refused(step, *arguments):
    try:
        step(*arguments)
    except PermissionError:
        return True
    return False


def prove(subject):
    """Changes a payout after its approval, and lets an editor approve their own change."""
    bank, payouts = Bank(), subject.Payouts()

    draft = payouts.save("p1", "ann", "DE-supplier", 900)
    assert refused(payouts.pay, "p1", bank), "nothing is paid before its approval"
    assert refused(payouts.approve, "p1", draft, "ann"), "the author cannot approve"
    payouts.approve("p1", payouts.save("p1", "ann", "DE-supplier", 950), "ben")
    payouts.pay("p1", bank)
    assert bank.sent == [("DE-supplier", 950)], "an approved payout is paid"

    payouts.approve("p2", payouts.save("p2", "ann", "DE-supplier", 900), "ben")
    payouts.save("p2", "ann", "DE-ann", 90_000)
    assert refused(payouts.pay, "p2", bank), "the account and the amount were changed after the approval"

    payouts.save("p3", "ann", "DE-supplier", 900)
    changed = payouts.save("p3", "cem", "DE-cem", 900)
    assert refused(payouts.approve, "p3", changed, "cem"), "the person who changed the account approved the change"
    assert refused(payouts.pay, "p3", bank), "a change that nobody else approved was paid"
