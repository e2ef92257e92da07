"""Makes a tiny but real Vosk model from speech that it synthesizes: for tests and demonstrations, never for callers."""
