"""Stand-ins that speak the real ports, for tests of what stands on them."""
