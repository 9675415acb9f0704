"""The pages: each composes measures, charts and components, and computes nothing itself."""
