"""How updates reach us: polling and webhooks, and which fields of an update we use."""
