"""The messengers by which clients may reach us: a folder beside this file and a name in this list each.

A channel's name stands in addresses and posts, so it stays. Of a folder `abilities` is read at once, and is light; its
`channel` is imported when the channel is opened: the libraries of a messenger take seconds.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping

from bot.channels.channel import Channel, ChannelParts, Messenger, OpenChannel
from bot.settings import Settings
from dialogs.office import Office


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


MESSENGERS: Mapping[str, Messenger] = {name: _of_folder(name) for name in ("telegram", "web", "line")}


def entry_links(settings: Settings, office: Office, bot: str | None) -> Mapping[str, str]:
    """Return what the addresses begin with that open messengers with a word, by their names, while nothing runs.

    `bot` is what the client bot is called, where that is known.
    """
    links = {}
    for name in MESSENGERS:
        module = f"bot.channels.{name}.named"
        if importlib.util.find_spec(module) is not None:
            link: str | None = importlib.import_module(module).entry_link(settings, office, bot)
            if link is not None:
                links[name] = link
    return links


__all__ = ["MESSENGERS", "entry_links"]
