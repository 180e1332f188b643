"""Why can this computer not be reached: finding out, judging, saying it."""
