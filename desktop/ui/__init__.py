"""The window: Qt widgets around the same negotiation that the command line runs. Start with desktop.ui.app."""
