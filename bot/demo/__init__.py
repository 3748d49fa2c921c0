"""The whole product on one local page: a client, the staff group and a clock to move; no token, no network."""
