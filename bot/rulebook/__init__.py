"""The book of rules for the practitioner: `contents` says what stands in it, `pages` prints it as lines.

Everything in it comes from the rule files, the engine and the office's profile; words come from `locales`.
"""
