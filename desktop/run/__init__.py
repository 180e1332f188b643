"""One negotiation: its parts, from the people who are here to the text that they write down."""
