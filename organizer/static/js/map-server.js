/**
 * Marks of more events than a browser should hold: the server counts them by cells of 32 pixels, and cells that would
 * touch become one mark here, as points do in the other source.
 */
import '../vendor/supercluster/supercluster.min.js';
import { turn } from './basemap.js';
import { boxOf, countOf, keepAnswers, tilesOf } from './map-answers.js';
import { beside, read } from './map-data.js';
import { RADIUS, SHIFT, TOP_ZOOM } from './map-file.js';

/** Milliseconds that a view waits that follows the one before sooner: who pans or zooms on wants the last one only. */
const REST = 120;
/** Milliseconds that the map lies still before what may be wanted next is asked for; and no more tiles than a screen shows. */
const STILL = 150;
const MOST_AHEAD = 512;
const NAMED = 4;

/**
 * @param {string} address of the compact file that would be too long
 * @param {[number, number, number, number] | null} bounds west, south, east, north
 * @returns {import('./map-source.js').Source}
 */
export function serverSource(address, bounds) {
  const answers = keepAnswers(async (tiles, signal) => {
    const data = await read(beside(address, 'clusters.json', { bbox: boxOf(tiles), zoom: String(tiles.zoom) }), { signal });
    if (!data) throw new Error('no clusters');
    return data.cells;
  });
  let view = null;
  let moved = -Infinity;
  let next = 0;
  /** What all boxes of one view have in common; those of the view before are not waited for any more. */
  const begin = () => {
    if (!view?.isBeginning) {
      view?.stop.abort();
      clearTimeout(next);
      const own = { stop: new AbortController(), isBeginning: true, isHurried: performance.now() - moved < REST };
      moved = performance.now();
      queueMicrotask(() => { own.isBeginning = false; });
      view = own;
    }
    return view;
  };
  return {
    bounds: bounds && { west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3] },
    async marks(box, zoom) {
      const { stop: { signal }, isHurried } = begin();
      const tiles = tilesOf(box, Math.min(zoom, TOP_ZOOM));
      const known = await answers.known(tiles);
      if (known) return join(known, tiles.zoom);
      if (isHurried) await new Promise((done) => { setTimeout(done, REST); });
      signal.throwIfAborted();
      return join(await answers.ask(tiles, signal), tiles.zoom);
    },
    ahead(views) {
      clearTimeout(next);
      if (navigator.connection?.saveData) return;
      next = setTimeout(() => {
        for (const [box, zoom] of views) {
          const tiles = tilesOf(box, zoom);
          if (zoom <= TOP_ZOOM && countOf(tiles) <= MOST_AHEAD && !answers.has(tiles)) answers.ask(tiles).catch(() => {});
        }
      }, STILL);
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
