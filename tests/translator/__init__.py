"""A fake LibreTranslate, and what is asked of it."""
