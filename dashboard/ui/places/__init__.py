"""Clusters and zones: how full they are, what they drew, who visited."""
