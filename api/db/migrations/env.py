"""Alembic's entry: runs on the connection that ``api.db.migrate`` hands over."""

from alembic import context

from api.db.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
