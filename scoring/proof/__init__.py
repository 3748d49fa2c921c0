"""Proving the points and applying: papers for each line, the smallest set, procedures, steps and government fees."""
