"""What campaigns and hosts ask guests besides whether they come: each with a purpose and a day on which it is forgotten."""
