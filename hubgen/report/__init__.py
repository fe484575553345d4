"""Figures about a hub: what its pages weigh. Reads finished builds; changes nothing."""
