"""The screens of the desk: coverage, its steps, and the list of stories."""
