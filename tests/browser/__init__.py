"""The chat of the website in a real browser, where one is installed: Debian's Chromium, driven by playwright."""
