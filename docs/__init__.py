"""The guide and its pictures."""
