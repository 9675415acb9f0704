"""Who may see and do what: roles, readers, users, sessions and slowed-down failed logins."""
