"""The catalogue of findings: severity and words of every code, a module a station."""
