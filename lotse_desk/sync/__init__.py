"""Sync: events, batches, releases, keys and the medium."""
