"""Forms for what holds for the whole sheet."""
