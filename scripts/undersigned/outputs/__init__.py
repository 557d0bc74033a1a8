"""What the archive gives besides its pages: each a pure function of it; none imports another."""
