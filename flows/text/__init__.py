"""What any text has, whatever is looked for in it: characters, stretches, a language, and a view without its noise."""
