"""Results as the JSON that `intake score --json` answers. The words come from the caller: scoring has keys only."""
