"""The staff's page: signing in, what is shown and taken there, and what somebody hostile comes by."""
