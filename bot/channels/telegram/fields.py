"""Every field of Telegram's message, in one of three groups, and every kind of update Telegram knows.

Tests hold this against Telegram's schema: a new field has to be put into a group when the schema is renewed. Until
then it counts as content nobody can read.
"""

from __future__ import annotations

# Who, when, where, in answer to what: says nothing about what a message holds.
ENVELOPE = frozenset(
    {
        "author_signature", "business_connection_id", "caption", "caption_entities", "chat", "date",
        "direct_messages_topic", "edit_date", "effect_id", "entities", "ephemeral_message_id", "external_reply",
        "forward_origin", "from", "guest_bot_caller_chat", "guest_bot_caller_user", "guest_query_id",
        "has_media_spoiler", "has_protected_content", "is_automatic_forward", "is_from_offline", "is_paid_post",
        "is_topic_message", "link_preview_options", "media_group_id", "message_id", "message_thread_id",
        "paid_star_count", "quote", "receiver_user", "reply_markup", "reply_to_checklist_task_id", "reply_to_message",
        "reply_to_poll_option_id", "reply_to_story", "sender_boost_count", "sender_business_bot", "sender_chat",
        "sender_tag", "show_caption_above_media", "suggested_post_info", "text", "via_bot",
    }
)  # fmt: skip
# What a person sends that is no text.
CONTENT = frozenset(
    {
        "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "giveaway_winners",
        "invoice", "live_photo", "location", "paid_media", "photo", "poll", "rich_message", "sticker", "story",
        "venue", "video", "video_note", "voice",
    }
)  # fmt: skip
# What apps tell about a chat; nobody said it, so nobody is answered.
SERVICE = frozenset(
    {
        "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left",
        "chat_shared", "checklist_tasks_added", "checklist_tasks_done", "community_chat_added",
        "community_chat_joined", "community_chat_removed", "connected_website", "delete_chat_photo",
        "direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited",
        "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift",
        "gift_upgrade_sent", "giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member",
        "managed_bot_created", "message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id",
        "new_chat_members", "new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data",
        "pinned_message", "poll_option_added", "poll_option_deleted", "proximity_alert_triggered",
        "refunded_payment", "successful_payment", "suggested_post_approval_failed", "suggested_post_approved",
        "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded", "supergroup_chat_created",
        "unique_gift", "users_shared", "video_chat_ended", "video_chat_participants_invited",
        "video_chat_scheduled", "video_chat_started", "web_app_data", "write_access_allowed",
    }
)  # fmt: skip
# What Telegram may send a bot; we ask for four of them.
KINDS = frozenset(
    {
        "business_connection", "business_message", "callback_query", "channel_post", "chat_boost",
        "chat_join_request", "chat_member", "chosen_inline_result", "deleted_business_messages",
        "edited_business_message", "edited_channel_post", "edited_message", "guest_message", "inline_query",
        "managed_bot", "message", "message_reaction", "message_reaction_count", "my_chat_member", "poll",
        "poll_answer", "pre_checkout_query", "purchased_paid_media", "removed_chat_boost", "shipping_query",
        "stopped_message_generation", "subscription",
    }
)  # fmt: skip
