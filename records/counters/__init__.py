"""Numbers that are given out one by one."""
