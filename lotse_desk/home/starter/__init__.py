"""The starter directory: from the data in resources/directory/ to records."""

from lotse_desk.home.starter.build import starter_records

__all__ = ["starter_records"]
