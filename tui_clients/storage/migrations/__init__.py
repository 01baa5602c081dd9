"""The numbered steps that bring a database's schema to the present; applied in order, each once."""
