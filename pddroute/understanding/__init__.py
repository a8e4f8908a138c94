"""Which issue is meant."""
