"""A strict fake of LINE's Messaging API, over the part of its OpenAPI documents that is kept here (`NOTICE.md`)."""
