"""The data in sample_data/ is what it says it is."""
