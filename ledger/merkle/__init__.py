"""The RFC 6962 tree: hashes, growth, proofs, and the tiles it is published in."""
