"""What extraction brings to the publication: forms, codebook, data, inputs of other programs."""
