"""What acts demand of each other, open or met."""
