"""LINE as a channel, by plain calls as its published OpenAPI files have them.

Importing `line-bot-sdk` costs 2.0 s on top of aiohttp (measured), for a dozen calls in JSON.
"""
