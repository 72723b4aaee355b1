"""Immediate information, rumours and clarifications."""
