"""A round as it might come back: simulated clerks fill in the issued forms, some of them in the usual wrong ways."""
