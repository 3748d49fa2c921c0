"""LINE beside Telegram in one running service, from a client's first tap to the staff group and back."""
