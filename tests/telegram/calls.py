"""The record of what bots asked of Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bots import FakeBot


@dataclass(eq=False, slots=True)
class Call:
    """One call with its outcome; `error_code` and `description` are `None` when it went well."""

    bot: FakeBot | None
    method: str
    params: dict[str, Any]
    ok: bool = False
    error_code: int | None = None
    description: str | None = None
    result: Any = None
    # Made in the answer to a webhook, so that its result is given to nobody.
    in_reply: bool = False

    def __str__(self) -> str:
        outcome = "ok" if self.ok else f"{self.error_code} {self.description}"
        params = repr(self.params)
        shown = params if len(params) <= 400 else f"{params[:300]}...{params[-90:]}"
        return f"{self.bot} {self.method} {shown} -> {outcome}"
