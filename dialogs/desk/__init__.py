"""The desk: what staff, clients and the clock may do about a lead, and what follows. Pure decisions over one value."""
