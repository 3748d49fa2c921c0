"""Looking at chats and their members, and running the topics of a forum."""

from __future__ import annotations

from typing import Any

from .context import Context, Handler
from .errors import bad_request, broken_limit
from .groups import FakeGroup, Member, Topic
from .messages import Json

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(ctx: Context) -> Json:
    """getChat."""
    if ctx.chat_id < 0:
        chat = ctx.group().chat.json()
        allowed = ctx.group().available_reactions
        if allowed is not None:
            chat["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in allowed]
    else:
        private = ctx.private()
        if not private.started:
            raise bad_request("chat not found")
        chat = private.json()
    return chat | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(ctx: Context) -> Json:
    """getChatMember; knows of nobody who is not in the group's book.

    Of others only administrators are sure to be told, so the fake tells nobody else.
    """
    user_id = ctx.params["user_id"]
    if ctx.chat_id > 0:
        raise bad_request("there are no members in the private chat")
    group = ctx.group()
    if user_id != ctx.bot.id and not group.members[ctx.bot.id].is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    member = group.members.get(user_id)
    if member is not None:
        return member.json()
    user = ctx.world.users.get(user_id)
    if user is None:
        raise bad_request("member not found")
    return Member(user.json(), "left").json()


def get_chat_administrators(ctx: Context) -> list[Json]:
    """getChatAdministrators: people, and the asking bot itself, but no other bot."""
    if ctx.chat_id > 0:
        raise bad_request("there are no administrators in the private chat")
    members = ctx.group().members.values()
    return [m.json() for m in members if m.is_admin and (not m.user["is_bot"] or m.user["id"] == ctx.bot.id)]


def get_chat_member_count(ctx: Context) -> int:
    """getChatMemberCount."""
    return 2 if ctx.chat_id > 0 else sum(m.present for m in ctx.group().members.values())


def leave_chat(ctx: Context) -> bool:
    """leaveChat."""
    ctx.group().leave(ctx.bot)
    return True


# Topics.


def create_forum_topic(ctx: Context) -> Json:
    """createForumTopic."""
    group = _forum(ctx)
    _need(ctx, "can_manage_topics", "not enough rights to create a topic")
    ctx.world.rates.count_topic(ctx.bot.id, ctx.chat_id)
    thread_id = group.open_topic(
        ctx.bot.user, _name(ctx.params["name"]), ctx.get("icon_color", 7322096), chosen=_chosen(ctx)
    )
    topic = group.threads[thread_id]
    return {"message_thread_id": thread_id, "name": topic.name, "icon_color": topic.icon_color} | _chosen(ctx)


def edit_forum_topic(ctx: Context) -> bool:
    """editForumTopic."""
    group, topic = _topic(ctx, "can_manage_topics", "not enough rights to edit the topic")
    name = _name(ctx.params["name"]) if ctx.get("name") else topic.name
    icon = ctx.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    change: dict[str, Any] = {"name": name} if name != topic.name else {}
    topic.name, topic.icon_custom_emoji_id = name, icon
    group.service(ctx.bot.user, ctx.params["message_thread_id"], {"forum_topic_edited": change | _chosen(ctx)})
    return True


def close_forum_topic(ctx: Context) -> bool:
    """closeForumTopic."""
    return _toggle(ctx, closed=True)


def reopen_forum_topic(ctx: Context) -> bool:
    """reopenForumTopic."""
    return _toggle(ctx, closed=False)


def delete_forum_topic(ctx: Context) -> bool:
    """deleteForumTopic: the topic with every message in it."""
    group, _ = _topic(ctx, "can_delete_messages", "not enough rights to delete the topic")
    group.erase_topic(ctx.params["message_thread_id"])
    return True


def _general(*, closed: bool, hidden: bool | None = None) -> Handler:
    """Close, reopen, hide (which closes) and show again the General topic."""

    def handler(ctx: Context) -> bool:
        group = _forum(ctx)
        _need(ctx, "can_manage_topics", "not enough rights to edit the topic")
        if group.general.closed is closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        group.toggle_general(ctx.bot.user, closed=closed, hidden=hidden)
        return True

    return handler


def edit_general_forum_topic(ctx: Context) -> bool:
    """editGeneralForumTopic."""
    group = _forum(ctx)
    _need(ctx, "can_manage_topics", "not enough rights to edit the topic")
    name = _name(ctx.params["name"])
    if name == group.general.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    group.general.name = name
    group.service(ctx.bot.user, None, {"forum_topic_edited": {"name": name}})
    return True


def _toggle(ctx: Context, *, closed: bool) -> bool:
    group, topic = _topic(ctx, "can_manage_topics", "not enough rights to edit the topic")
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    group.toggle_topic(ctx.bot.user, ctx.params["message_thread_id"], closed=closed)
    return True


def _forum(ctx: Context) -> FakeGroup:
    ctx.writable()
    if ctx.chat_id > 0 or not ctx.group().chat.forum:
        raise bad_request("the chat is not a forum")
    return ctx.group()


def _topic(ctx: Context, right: str, refusal: str) -> tuple[FakeGroup, Topic]:
    group = _forum(ctx)
    topic = group.threads.get(ctx.params["message_thread_id"])
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    _need(ctx, right, refusal)
    return group, topic


def _need(ctx: Context, right: str, refusal: str) -> None:
    if not ctx.may(right):
        raise bad_request(refusal)


def _name(name: str) -> str:
    name = name.strip()
    if not name:
        raise broken_limit("title must be non-empty")
    if len(name) > 128:
        raise broken_limit("topic name must have 1-128 characters")
    return name


def _chosen(ctx: Context) -> Json:
    icon = ctx.get("icon_custom_emoji_id")
    return {"icon_custom_emoji_id": icon} if icon else {}


HANDLERS: dict[str, Handler] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "closeGeneralForumTopic": _general(closed=True),
    "reopenGeneralForumTopic": _general(closed=False),
    "hideGeneralForumTopic": _general(closed=True, hidden=True),
    "unhideGeneralForumTopic": _general(closed=False, hidden=False),
    "editGeneralForumTopic": edit_general_forum_topic,
}
