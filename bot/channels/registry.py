"""The messengers by which clients may reach us: a folder beside this file and a name in this list each.

A channel's name stands in addresses and posts, so it stays. Of a folder `abilities` is read at once, and is light; its
`channel` is imported when the channel is opened: the libraries of a messenger take seconds.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from bot.channels.channel import Channel, ChannelParts, Messenger, OpenChannel


def _of_folder(name: str) -> Messenger:
    """Return what a folder says of its messenger."""
    said = importlib.import_module(f"bot.channels.{name}.abilities")
    return Messenger(said.ABILITIES, _opening(name), said.is_wanted)


def _opening(name: str) -> OpenChannel:
    """Return what opens the channel of a folder."""

    def open_channel(parts: ChannelParts) -> Channel:
        opened: Channel = importlib.import_module(f"bot.channels.{name}.channel").open_channel(parts)
        return opened

    return open_channel


MESSENGERS: Mapping[str, Messenger] = {name: _of_folder(name) for name in ("telegram", "web")}

__all__ = ["MESSENGERS"]
