"""The command line: parses options, calls services, prints; the only place that wires the parts together."""
