"""Alembic migrations, configured in code (`bot.storage.database.migrate`): there is no alembic.ini to get lost."""
