"""People, work units with validity dates, roles."""
