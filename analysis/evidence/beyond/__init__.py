"""What support does beyond the supported: neighbours, jobs that are left in all, what they cost."""
