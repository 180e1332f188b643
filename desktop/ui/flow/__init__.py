"""Which page comes when: from the first page to the last, in four parts that share one context."""
