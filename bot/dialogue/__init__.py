"""An utterance in, a reply out."""
