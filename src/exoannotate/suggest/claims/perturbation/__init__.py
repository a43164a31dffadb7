"""What was done to the vesicles or their cargo before the response was seen."""
