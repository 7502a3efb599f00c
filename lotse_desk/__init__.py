"""Lotse Desk: service directory, anonymous contact log and referral slips for counters."""

__version__ = "0.1.0"
