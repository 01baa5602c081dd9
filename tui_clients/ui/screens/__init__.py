"""The screens a user moves between."""
