"""Measurements, run on demand: `python -m pytest -m benchmark -n 0 -s`."""
