"""The evidence dossier: one document per claim, for a leader on page one and a referee after."""
