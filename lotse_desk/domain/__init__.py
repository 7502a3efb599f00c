"""Domain: the nouns and rules: frozen dataclasses, no clock, no disk."""
