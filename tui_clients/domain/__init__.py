"""Pure values and rules of the client manager; knows no screen, no file and no database."""
