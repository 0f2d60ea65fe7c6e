"""Open, versioned data on places, dates and figures in texts about the Nagorno-Karabakh conflict."""
