"""How days are written in forms, the same in both languages (FORMAT_MODULE_PATH)."""
