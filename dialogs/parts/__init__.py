"""Parts of the outcome as lines of text: what follows from the score, one module a subject."""
