/**
 * Where the marks of the map come from. Every source answers the same questions, so the map draws without knowing which
 * it has; all answers are promises, since one of them asks the server. A promise that is broken changes nothing on the map.
 *
 * Longitudes here are counted as the map counts them, from -169 to 191 (turn in basemap.js), in questions and answers.
 *
 * @typedef {{code: string, title: string, city: string}} Listed an event, as far as a mark tells of it
 * @typedef {{west: number, south: number, east: number, north: number}} Box degrees, west < east
 * @typedef {{key: string, lat: number, lon: number, count: number, towns: string[], event: Listed | null}} Mark
 *   `key` stays the same as long as the mark does; `towns`: some of those that it stands for, the fourth says "and more";
 *   `event` where `count` is 1
 * @typedef {object} Source
 * @property {Box | null} bounds around all events, over the date line where that is smaller (boxAround in map-view.js);
 *   null when there is none
 * @property {(box: Box, zoom: number) => Promise<Mark[]>} marks in a box, at a whole zoom level (256 pixels: the world at 0)
 * @property {(mark: Mark) => Promise<number>} expansionZoom at which a mark of several opens; Infinity when its points are one
 * @property {(mark: Mark, limit: number) => Promise<Listed[]>} leaves the events of a mark, at most `limit`
 * @property {(views: Array<[Box, number]>) => void} [ahead] tells which boxes may be wanted next, at which zoom
 * @property {Promise<void>} [news] kept when the same marks have more to say: the names of a long list come after its points
 */
import { read } from './map-data.js';
import { fileSource } from './map-file.js';

/**
 * Opens the source behind an address: the compact file of all events, or the server where that would be too long.
 * @param {string} address @returns {Promise<Source | null>} null when it cannot be read
 */
export async function openSource(address) {
  const data = await read(address);
  if (data?.v !== 2) return null;
  if (data.codes !== undefined) return fileSource(address, data);
  // Few maps are so full; the others need not carry this.
  const { serverSource } = await import('./map-server.js');
  return serverSource(address, data.bounds);
}
