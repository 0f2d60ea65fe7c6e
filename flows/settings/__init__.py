"""What a command is told, and by what: its call, the environment, the settings file, or nothing (the default)."""
