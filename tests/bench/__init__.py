"""Measurements. Not collected by pytest; docs say what was measured and when."""
