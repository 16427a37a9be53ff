"""The compact file of the map, read as the map reads it: columns become rows again."""

import json
from itertools import accumulate
from typing import Any


def rows_of(data: "bytes | dict[str, Any]", names: "bytes | dict[str, Any] | None" = None) -> list[list[Any]]:
    """Return ``[code, lon, lat, title, start, town, state]`` for each event; ``names``: their file, for long lists."""
    file: dict[str, Any] = data if isinstance(data, dict) else json.loads(data)
    words: dict[str, Any] = file if names is None else names if isinstance(names, dict) else json.loads(names)
    assert (file["v"], words["stamp"]) == (2, file["stamp"])
    states = {at: state for state, places in file["states"].items() for at in places}
    columns = (
        file["codes"].split(), (x / 1000 for x in file["x"]), (y / 1000 for y in file["y"]), words["titles"],
        accumulate(file["start"]), words["towns"],
    )  # fmt: skip
    return [[*row, states.get(at, "confirmed")] for at, row in enumerate(zip(*columns, strict=True))]


def file_of(rows: list[list[Any]]) -> bytes:
    """Return the file of these rows, all of them confirmed."""
    codes, lons, lats, titles, starts, towns, _states = zip(*rows, strict=True)
    file = {
        "v": 2, "count": len(rows), "stamp": "own", "codes": " ".join(codes), "x": [round(lon * 1000) for lon in lons],
        "y": [round(lat * 1000) for lat in lats], "states": {}, "titles": titles, "towns": towns,
        "start": [at - before for at, before in zip(starts, (0, *starts), strict=False)], "unplaced": 0, "online": 0,
    }  # fmt: skip
    return json.dumps(file).encode()
