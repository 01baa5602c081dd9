"""Tests of what turns bytes into records and records into bytes."""
