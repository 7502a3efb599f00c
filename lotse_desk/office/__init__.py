"""Office: what the district office does."""
