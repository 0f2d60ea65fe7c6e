"""A timetable and the settings of a refresh in; refreshes that run by themselves out."""
