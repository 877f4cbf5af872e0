"""The domain: facts, states, rules, and the one loop that runs them."""
