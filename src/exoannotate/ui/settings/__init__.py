"""The settings dialog: what one person sets once for all projects, and the keys of every act."""
