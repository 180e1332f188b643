"""What people are told: errors, what is asked, what came out, as plain text in the language of the program."""
