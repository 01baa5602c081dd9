"""Reads and writes files as records; knows no database and no screen."""
