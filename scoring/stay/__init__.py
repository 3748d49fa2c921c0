"""What follows for the stay: permanent residence, HSP (ii), family, duties, and the category the work falls under."""
