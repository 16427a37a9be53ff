"""Where events are, as data: GeoJSON for everybody, a compact file for our own map."""
