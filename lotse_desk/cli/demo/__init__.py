"""The demo: the week of an office and two desks, without a screen."""
