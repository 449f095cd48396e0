"""recoupe checks many news reports against each other."""
