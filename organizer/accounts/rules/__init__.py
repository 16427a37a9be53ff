"""What holds for passwords, sessions and tries, whatever the framework."""
