"""Keeps clients in a database; takes and returns domain values, and is the only importer of peewee."""
