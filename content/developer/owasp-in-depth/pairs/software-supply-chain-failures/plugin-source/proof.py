import re


class FakeIndex:
    def __init__(self, url, packages, down=False):
        self.url, self.packages, self.down = url, packages, down

    def newest(self, name):
        if self.down:
            raise ConnectionError("503 Service Unavailable")
        return self.packages[re.sub(r"[-_.]+", "-", name).lower()]


def prove(subject):
    """A stranger publishes our private name publicly; then the company's index has a bad day."""
    ours = {"acme-invoices": "2.1.0"}
    company = FakeIndex("https://pip.acme.example/", ours)
    pypi = FakeIndex("https://pypi.org/simple/", {"acme-invoices": "99.0", "date-tools": "1.4.0"})

    assert subject.resolve_plugin("acme-invoices", company, pypi) == ("acme-invoices", "2.1.0", company.url)
    assert subject.resolve_plugin("date-tools", company, pypi).source == pypi.url

    down = FakeIndex(company.url, ours, down=True)
    for name in ("acme-invoices", "Acme_Invoices"):
        try:
            plugin = subject.resolve_plugin(name, down, pypi)
        except ConnectionError:
            continue
        assert False, f"while the company's index was down, {plugin.source} answered for {name}"
