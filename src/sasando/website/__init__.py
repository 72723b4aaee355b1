"""Home, sections, menus: what citizens read."""
