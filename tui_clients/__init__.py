"""A keyboard-driven client manager for the terminal."""

__version__ = "0.1.0"
