"""The words that go with the flow: PRISMA and PRISMA-S items written from the data."""
