"""Search everything: one field over the window for commands, records, quotes, notes and the text of documents."""
