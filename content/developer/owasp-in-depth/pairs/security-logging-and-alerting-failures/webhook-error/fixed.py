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
    except OSError as error:  # the base of requests.RequestException
        status = getattr(getattr(error, "response", None), "status_code", None)
        log.error("webhook %s not delivered: %s, status %s", hook.id, type(error).__name__, status)
        return False
