"""Accepted entries -> where every task stands: merged, lit, summed up and exported."""
