"""The ledger wing: where claims live. It only grows, and it can prove that it did."""
