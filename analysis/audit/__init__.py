"""The audit log: who signed in, imported, decided, exported and downloaded, chained by hashes."""
