"""The settings of a profile, in the order in which a review meets them."""
