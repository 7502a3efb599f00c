"""What a window must do before it calls Qt; kept with the paper engine that found it."""

from lotse_desk.paper.application import hold_constants

__all__ = ["hold_constants"]
