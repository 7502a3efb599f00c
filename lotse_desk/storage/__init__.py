"""Storage: SQLite through sqlite-utils; the only SQL."""
