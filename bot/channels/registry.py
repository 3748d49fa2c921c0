"""The messengers by which clients may reach us: a folder beside this file and a name in this list each.

A channel's name stands in addresses and posts, so it stays. A folder is imported when its channel is opened: the
libraries of a messenger take seconds.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from bot.channels.channel import Channel, ChannelParts, OpenChannel


def _of_folder(name: str) -> OpenChannel:
    """Return what opens the channel of a folder."""

    def open_channel(parts: ChannelParts) -> Channel | None:
        opened: Channel | None = importlib.import_module(f"bot.channels.{name}.channel").open_channel(parts)
        return opened

    return open_channel


MESSENGERS: Mapping[str, OpenChannel] = {name: _of_folder(name) for name in ("telegram",)}

__all__ = ["MESSENGERS"]
