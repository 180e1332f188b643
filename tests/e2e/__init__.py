"""The app as strangers meet it: real processes, each on a screen of its own, by keyboard alone or as a reader does."""
