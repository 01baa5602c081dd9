"""The parts screens are made of; they know no screen, no service and no database."""
