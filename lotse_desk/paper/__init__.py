"""Paper: slips and reports as PDF bytes."""
