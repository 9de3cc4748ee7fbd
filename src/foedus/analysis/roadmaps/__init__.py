"""The shortest ways to a tier or an entitlement: steps, what they presuppose, what they cost, what has to be in place."""
