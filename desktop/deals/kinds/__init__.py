"""One module per item kind: what a rule means, in the clear and as a circuit."""
