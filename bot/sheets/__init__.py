"""What can be looked at and filed: the score card (PNG) for the client, the worksheet (PDF) for the office's file.

`data` says what is drawn, `words` fills it from a score, `score_card` and `worksheet` draw. Drawing is plain and
synchronous, bytes out, and takes a part of a second: call it off the event loop.
"""
