"""The terminal user interface; the only importer of textual."""
