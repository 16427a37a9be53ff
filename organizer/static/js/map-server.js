/**
 * Marks of more events than a browser should hold: the server counts them by cells of 32 pixels, and cells that would
 * touch become one mark here, as points do in the other source.
 */
import '../vendor/supercluster/supercluster.min.js';
import { WEST, turn } from './basemap.js';
import { beside, read } from './map-data.js';
import { RADIUS, SHIFT, TOP_ZOOM } from './map-file.js';

/** Milliseconds of rest before a view is asked for: who pans or zooms on wants the last one only. */
const REST = 120;
const NAMED = 4;
/** A share of a tile: less than anybody sees, more than fractions lose. */
const WITHIN = 0.001;

/**
 * @param {string} address of the compact file that would be too long
 * @param {[number, number, number, number] | null} bounds west, south, east, north
 * @returns {import('./map-source.js').Source}
 */
export function serverSource(address, bounds) {
  let stop = new AbortController();
  let isAsking = false;
  let isFirst = true;
  /** The signal for all boxes of one view; those of the view before are not waited for any more. */
  const begin = () => {
    if (!isAsking) {
      stop.abort();
      stop = new AbortController();
      isAsking = true;
      queueMicrotask(() => { isAsking = false; });
    }
    return stop.signal;
  };
  return {
    bounds: bounds && { west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3] },
    async marks(box, zoom) {
      const signal = begin();
      if (!isFirst) await new Promise((done) => { setTimeout(done, REST); });
      signal.throwIfAborted();
      const level = Math.min(zoom, TOP_ZOOM);
      const data = await read(beside(address, 'clusters.json', { bbox: wholeTiles(box, level), zoom: String(level) }), { signal });
      if (!data) throw new Error('no clusters');
      isFirst = false;
      return join(data.cells, level);
    },
    async expansionZoom(mark) {
      if (mark.event || mark.zoom >= TOP_ZOOM) return Infinity;
      return mark.cells.length > 1 ? mark.zoom + 1 : Math.max(mark.opens ?? Infinity, mark.zoom + 1);
    },
    async leaves(mark, limit) {
      if (mark.event) return [mark.event];
      const found = [];
      for (let page = 1; found.length < Math.min(limit, mark.count); page += 1) {
        const data = await read(beside(address, 'cell.json', { zoom: String(mark.zoom), cell: mark.cells.map(String), page: String(page) }));
        if (!data?.events.length) break;
        found.push(...data.events.map(([code, title, city]) => ({ code, title, city })));
        if (page >= data.pages) break;
      }
      return found.slice(0, limit);
    },
  };
}

/** West, south, east, north, out to just within the edges of tiles: neighbours ask for the same, and caches have it. */
function wholeTiles({ west, south, east, north }, zoom) {
  const wide = 2 ** zoom;
  const across = (lon) => (lon - WEST) / 360 * wide;
  const down = (lat) => Math.min(Math.max(0.5 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI / 2, 0), 1) * wide;
  const lon = (column) => column / wide * 360 + WEST;
  const lat = (row) => Math.atan(Math.sinh((0.5 - row / wide) * Math.PI * 2)) / Math.PI * 180;
  const edges = [
    lon(Math.max(Math.floor(across(west)), 0) + WITHIN), lat(Math.min(Math.ceil(down(south)), wide) - WITHIN),
    lon(Math.min(Math.ceil(across(east)), wide) - WITHIN), lat(Math.floor(down(north)) + WITHIN),
  ];
  return edges.map((edge) => edge.toFixed(6)).join(',');
}

/** Cells of one zoom as marks. */
function join(cells, zoom) {
  const index = new globalThis.Supercluster({
    radius: RADIUS, extent: 256, minZoom: zoom, maxZoom: zoom,
    map: (cell) => ({ ...cell }),
    reduce: (sum, cell) => {
      for (const name of ['count', 'east', 'north']) sum[name] += cell[name];
      sum.cells = sum.cells.concat(cell.cells);
      sum.towns = sum.towns.concat(cell.towns);
    },
  });
  index.load(cells.map(([number, lon, lat, count, ...rest]) => {
    const [opens, towns] = count > 1 ? rest : [null, [rest[2]]];
    const event = count > 1 ? null : { code: rest[0], title: rest[1], city: rest[2] };
    const properties = { cells: [number], count, east: turn(lon) * count, north: lat * count, opens, towns, event };
    return { type: 'Feature', geometry: { type: 'Point', coordinates: [turn(lon) - SHIFT, lat] }, properties };
  }));
  return index.getClusters([-180, -90, 180, 90], zoom).map(({ properties: one }) => {
    const event = one.cells.length > 1 ? null : one.event;
    return {
      key: event ? event.code : `z${zoom}-${one.cells.join('-')}-${one.count}`,
      lat: one.north / one.count, lon: one.east / one.count, count: one.count,
      towns: [...new Set(one.towns)].slice(0, NAMED), event, cells: one.cells, zoom, opens: one.opens,
    };
  });
}
