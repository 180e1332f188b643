"""Widgets that all pages share. Texts are plain everywhere; sizes and colours come from the theme."""
