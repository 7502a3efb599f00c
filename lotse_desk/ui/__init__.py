"""Ui: the window, the only home of widgets."""
