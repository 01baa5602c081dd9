"""Use cases of several steps, shared by the screens and the command line."""
