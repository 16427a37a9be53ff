/**
 * What the server said of stretches of tiles, kept while somebody looks at the map: a view that lies within one of them is
 * drawn from it at once. Tiles are those of Web Mercator, begun where our map begins.
 *
 * @typedef {{zoom: number, west: number, north: number, east: number, south: number}} Tiles columns and rows, ends excluded
 */
import { WEST } from './basemap.js';

const MOST = 16;
/** Milliseconds: no longer than any cache may keep map data. */
const FRESH = 300_000;
/** A tile is so many cells wide, as a power of two. */
const CELL_LEVELS = 3;
/** Degrees north and south: beyond the edges of the map, and short of the poles, past which a view may reach. */
const FAR = 89;
/** A share of a tile: less than anybody sees, more than fractions lose. */
const WITHIN = 0.001;

/** @param {(tiles: Tiles, signal?: AbortSignal) => Promise<any[]>} ask the server: `[number, ...]` for each cell that holds events */
export function keepAnswers(ask) {
  /** @type {Array<{tiles: Tiles, at: number, cells: Promise<any[]>}>} */
  let kept = [];
  const holder = (tiles) => kept.find((one) => holds(one.tiles, tiles) && performance.now() - one.at < FRESH);
  return {
    has: (tiles) => Boolean(holder(tiles)),
    /** The cells of some tiles, from an answer that is here or on its way; null when none is. */
    async known(tiles) {
      const one = holder(tiles);
      const cells = await one?.cells.catch(() => null);
      return cells?.filter(([number]) => isWithin(number, tiles)) ?? null;
    },
    ask(tiles, signal) {
      const one = { tiles, at: performance.now(), cells: ask(tiles, signal) };
      kept = [one, ...kept].slice(0, MOST);
      one.cells.catch(() => { kept = kept.filter((other) => other !== one); });
      return one.cells;
    },
  };
}

/** The tiles that a box (west, south, east, north) touches: neighbours ask for the same, and caches have it. @returns {Tiles} */
export function tilesOf({ west, south, east, north }, zoom) {
  const wide = 2 ** zoom;
  const across = (lon) => (lon - WEST) / 360 * wide;
  const down = (lat) => Math.min(Math.max(0.5 - Math.asinh(Math.tan(Math.max(-FAR, Math.min(FAR, lat)) * Math.PI / 180)) / Math.PI / 2, 0), 1) * wide;
  return {
    zoom, west: Math.max(Math.floor(across(west)), 0), north: Math.floor(down(north)),
    east: Math.min(Math.ceil(across(east)), wide), south: Math.min(Math.ceil(down(south)), wide),
  };
}

export const countOf = ({ west, north, east, south }) => (east - west) * (south - north);

/** West, south, east, north in degrees, just within the edges of the tiles. @param {Tiles} tiles */
export function boxOf({ zoom, west, north, east, south }) {
  const wide = 2 ** zoom;
  const lon = (column) => column / wide * 360 + WEST;
  const lat = (row) => Math.atan(Math.sinh((0.5 - row / wide) * Math.PI * 2)) / Math.PI * 180;
  return [lon(west + WITHIN), lat(south - WITHIN), lon(east - WITHIN), lat(north + WITHIN)].map((edge) => edge.toFixed(6)).join(',');
}

const holds = (these, those) => these.zoom === those.zoom && these.west <= those.west && these.north <= those.north
  && these.east >= those.east && these.south >= those.south;

/** The number of a cell is its column and row, bit by bit in turn; those of its tile are without the last bits. */
function isWithin(number, { west, north, east, south }) {
  const tile = Math.floor(number / 4 ** CELL_LEVELS);
  const [column, row] = [everySecondBit(tile), everySecondBit(Math.floor(tile / 2))];
  return column >= west && column < east && row >= north && row < south;
}

function everySecondBit(number) {
  let found = 0;
  for (let bit = 0, rest = number; rest >= 1; bit += 1, rest = Math.floor(rest / 4)) found += (rest % 2) * 2 ** bit;
  return found;
}
