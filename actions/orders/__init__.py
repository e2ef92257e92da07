"""Orders: the cart, what a reply means for it, and what to ask next."""
