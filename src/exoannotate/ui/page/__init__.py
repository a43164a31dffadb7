"""The page view: pages in a scroll, selections, highlights. Pixels exist only in here."""
