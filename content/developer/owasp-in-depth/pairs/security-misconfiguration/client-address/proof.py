OFFICE, STRANGER, CDN, BALANCER = "198.51.100.7", "203.0.113.66", "192.0.2.10", "10.0.0.5"


def prove(subject):
    """A stranger writes the office's address into the header, and the proxy appends the true one."""
    settings = subject.Settings(proxies=frozenset({CDN, BALANCER}), office=frozenset({OFFICE}))

    def may(peer, *hops):
        headers = {"X-Forwarded-For": ", ".join(hops)} if hops else {}
        return subject.may_open_console(peer, headers, settings)

    assert may(BALANCER, OFFICE, CDN), "the office was refused behind two proxies"
    assert may(BALANCER, OFFICE), "the office was refused behind one proxy"
    assert may(OFFICE), "the office was refused without a proxy"
    assert not may(BALANCER, STRANGER, CDN), "a stranger was let in"
    assert not may(STRANGER, OFFICE), "a header from outside the proxies was believed"
    assert not may(BALANCER), "a request without the header was let in"

    assert not may(BALANCER, OFFICE, STRANGER, CDN), "an address that the client wrote itself was believed"
