"""What the project says of itself, each rule a pure function of a checkout that lists what breaks it."""
