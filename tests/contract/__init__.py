"""What every channel must do, whatever it is: one suite over all of them."""
