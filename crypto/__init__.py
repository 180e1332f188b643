"""Malicious-secure multi-party computation of public boolean circuits. Imports nothing of ours."""
