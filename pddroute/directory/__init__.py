"""Who can be reached."""
