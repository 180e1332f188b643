"""What this computer keeps: agreements, relations, inputs of earlier runs, invites; and what follows from them."""
