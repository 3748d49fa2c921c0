"""The chat on the website by itself: its server, its writer and its outbox, without any messenger."""
