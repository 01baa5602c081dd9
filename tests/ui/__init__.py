"""The application, driven by keys over a real database."""
