"""Which names travel in the vesicles, and through which of them the effect runs."""
