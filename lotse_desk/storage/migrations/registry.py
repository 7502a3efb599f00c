"""The one set of migrations; a migration, once released, is never changed."""

from sqlite_utils.migrations import Migrations

migrations = Migrations("lotse_desk")
