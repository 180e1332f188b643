"""The figures of this computer."""
