"""One module per page. Pages show and ask; they know no session and no other page, only what they are given."""
