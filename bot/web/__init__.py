"""What pages of ours have in common, the clients' chat and the staff's desk: guards, forms, tokens, templates."""
