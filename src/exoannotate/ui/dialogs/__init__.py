"""The few windows that open beside the main one; none of them stands in the way of reading."""
