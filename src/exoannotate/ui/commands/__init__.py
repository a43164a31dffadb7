"""What menus, keys and drops do: ACTIONS names everything, a group of acts for each part of the window."""
