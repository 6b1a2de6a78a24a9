"""The flow: PRISMA counts, rules they must keep, the diagram, and all that it is written as."""
