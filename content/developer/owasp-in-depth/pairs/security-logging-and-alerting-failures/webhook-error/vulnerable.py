import logging
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger("webhooks")


@dataclass(frozen=True)
class Hook:
    id: str
    url: str  # as with Slack's webhooks, whoever knows the address may post to it


def deliver(hook: Hook, notice: dict, post: Callable[[str, dict], None]) -> bool:
    """True if the partner took the notice."""
    try:
        post(hook.url, notice)
        return True
    except OSError:  # the base of requests.RequestException
        log.exception("webhook %s not delivered", hook.id)
        return False
