"""Who offers what somebody else seeks (contract, section 8.13): items, points, and the best pairs of a site."""
