"""What the world reads: pure functions of the projected record."""
