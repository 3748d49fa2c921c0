"""What is kept between runs, and how it is sealed, locked and brought up to date."""
