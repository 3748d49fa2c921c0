"""What `intake doctor` looks at. Everything here only looks: nothing is made, migrated, registered or sent."""
