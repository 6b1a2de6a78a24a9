"""The protocol's versions, texts and plans; what it is as a value stands in `review.protocol`."""
