"""Desk: what counter staff do."""
