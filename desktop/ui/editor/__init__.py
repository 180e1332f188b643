"""The sheet editor: a model that is the file itself, a live check, a form for every kind, and undo for everything."""
