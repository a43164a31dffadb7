"""Which of its statements a sentence reports, and which it denies, asks or only says by the way."""
