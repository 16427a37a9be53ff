"""What waits for a decision, and the decisions."""
