"""Who we answer for: what a company tells us about itself."""
