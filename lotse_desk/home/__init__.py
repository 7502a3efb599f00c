"""Home: what both roles do with an open home."""
