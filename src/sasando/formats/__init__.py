"""How things are written: days in forms, the same in both languages
(FORMAT_MODULE_PATH); the boxes of a film."""
