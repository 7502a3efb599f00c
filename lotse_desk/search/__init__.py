"""Search: from words to a query to ranked hits."""
