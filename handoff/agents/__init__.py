"""The people who serve customers: who they are, which companies they answer for, who is at a desk now."""
