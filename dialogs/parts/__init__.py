"""Parts of the outcome, each told in lines: what follows from the score, one module a subject."""
