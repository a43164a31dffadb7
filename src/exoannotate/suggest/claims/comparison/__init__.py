"""Levels that go with a response: markers, groups of patients, how they fare."""
