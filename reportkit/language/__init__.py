"""Reading and printing what people write: words, scripts, texts, numerals, amounts, days, refusals. Pure."""
