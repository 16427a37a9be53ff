"""Places: the offline gazetteer, countries, time zones, checks of pins, opt-in geocoders."""
