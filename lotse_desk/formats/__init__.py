"""Formats: other systems' directory formats to and from records."""
