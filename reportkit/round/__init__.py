"""One round as a whole: taking in what came, settling what counts, answering the units."""
