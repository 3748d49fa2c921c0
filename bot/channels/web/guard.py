"""Who may ask what of the chat: how much, from one place and of one person, and which sites may show it."""

from __future__ import annotations

from bot.clock import Clock
from bot.receiving.budget import Allowance, Budget
from bot.web.guard import SANDBOXED, WebGate
from dialogs.office import WebRule

# Of one place on the network; many people may share one.
REQUESTS = Allowance(at_once=400, a_second=5.0, reopens=100)
BEGINNINGS = Allowance(at_once=30, a_second=0.05, reopens=10)
# Of one person, a little less than what the reception takes: whoever is too fast is told before it drops a word.
ACTS = Allowance(at_once=50, a_second=0.9, reopens=20)
UPLOADS = Allowance(at_once=20, a_second=0.05, reopens=10)


class Guard(WebGate):
    """Decides about requests at one address: `base` is what the addresses that we hand out begin with."""

    def __init__(self, base: str, rule: WebRule, clock: Clock) -> None:
        super().__init__(base, rule.proxies)
        self.sites = rule.sites
        self.requests = Budget(clock.monotonic, REQUESTS)
        self.beginnings = Budget(clock.monotonic, BEGINNINGS)
        self.acts = Budget(clock.monotonic, ACTS)
        self.uploads = Budget(clock.monotonic, UPLOADS)

    def headers(self, *, framed: bool) -> dict[str, str]:
        """Return what a browser is told of a page: only what is ours runs, and only our sites show it in a frame."""
        ancestors = " ".join(["'self'", *self.sites]) if framed else "'none'"
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}; "
            "require-trusted-types-for 'script'; trusted-types intake"
        )
        return self.headers_of_a_page(policy)


__all__ = ["SANDBOXED", "Guard"]
