"""The ledger: acts appended, withdrawn and replayed, and what proves that none is lost."""
