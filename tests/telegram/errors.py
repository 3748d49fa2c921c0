"""How a call is refused: the answers Telegram gives, and whether a correct client could ever earn them."""

from __future__ import annotations


class ApiError(Exception):
    """A refusal in Telegram's shape.

    `violation` marks the refusals that a correct client never provokes (a limit or the schema broken), as
    opposed to those which life provokes (a blocked bot, a message that is gone).
    """

    def __init__(
        self,
        code: int,
        description: str,
        *,
        violation: bool = False,
        parameters: dict[str, int] | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.violation = violation
        self.parameters = parameters or {}


def bad_request(text: str) -> ApiError:
    """A 400 that can happen to a correct client."""
    return ApiError(400, f"Bad Request: {text}")


def broken_limit(text: str) -> ApiError:
    """A 400 that only a faulty client gets; it ends up in `violations`."""
    return ApiError(400, f"Bad Request: {text}", violation=True)


def forbidden(text: str) -> ApiError:
    """A 403: the bot may not reach this chat."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """A 409: two receivers of one bot's updates."""
    return ApiError(409, f"Conflict: {text}")
