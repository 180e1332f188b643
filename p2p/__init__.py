"""Peers: who they are, how they meet, how protocol messages travel. May import crypto."""
