"""Words, numbers, dates and phones as people say and write them, in every language we serve; pure functions."""
