from urllib.parse import urlsplit

PUBLIC = "93.184.215.14"
METADATA = "169.254.169.254"


def network_of(subject, answers, replies):
    """A network in memory: each name answers with its addresses in turn, and each host with its reply."""
    reached = []

    def resolve(host):
        queue = answers.get(host, [host])
        return [queue.pop(0) if len(queue) > 1 else queue[0]]

    def get(url, address):
        reached.append(address)
        location, body = replies.get(urlsplit(url).hostname, (None, "credentials"))
        return subject.Reply(302 if location else 200, location, body)

    return subject.Network(resolve, lambda address: address == PUBLIC, get), reached


def attempt(subject, network, url):
    try:
        subject.preview(network, url)
    except subject.Refused:
        pass


def prove(subject):
    """A link leads to the metadata service: directly, by a redirect, and by a name that changes its answer."""
    network, _ = network_of(
        subject,
        {"news.example": [PUBLIC], "www.news.example": [PUBLIC]},
        {
            "news.example": ("https://www.news.example/story", ""),
            "www.news.example": (None, "Title of the story"),
        },
    )
    assert subject.preview(network, "https://news.example/1") == "Title of the story"

    network, reached = network_of(subject, {}, {})
    attempt(subject, network, f"http://{METADATA}/")
    assert METADATA not in reached, "an internal address was fetched"

    network, reached = network_of(
        subject, {"evil.example": [PUBLIC]}, {"evil.example": (f"http://{METADATA}/", "")}
    )
    attempt(subject, network, "https://evil.example/")
    assert METADATA not in reached, "a redirect led to an internal address"

    network, reached = network_of(subject, {"evil.example": [PUBLIC, METADATA]}, {})
    attempt(subject, network, "https://evil.example/")
    assert METADATA not in reached, "a name that changed its answer led to an internal address"
