"""Bulletins, notice-board sheets, radio and pulpit scripts."""
