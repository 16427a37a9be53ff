/**
 * Where the marks of the map come from. Every source answers the same questions, so the map draws without knowing which
 * it has; all answers are promises, since another source may have to ask the server.
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
 */
import '../vendor/supercluster/supercluster.min.js';
import { turn } from './basemap.js';
import { boxAround } from './map-view.js';

/** Clusters are counted on a world from -180 to 180; ours begins at 169° W. */
const SHIFT = 11;
const RADIUS = 44;
/** Marks that touch at this zoom are one to the end; the map then spreads them out. */
export const TOP_ZOOM = 12;
const NAMED = 4;

/**
 * Opens the source behind an address: the compact file of all events.
 * @param {string} address @returns {Promise<Source | null>} null when it cannot be read
 */
export async function openSource(address) {
  const answer = await fetch(address);
  const data = answer.ok ? await answer.json() : {};
  return data.v === 1 ? fileSource(data.events) : null;
}

/** @param {Array} events rows of the compact file: code, lon, lat, title, start, town, state @returns {Source} */
function fileSource(events) {
  const index = new globalThis.Supercluster({ radius: RADIUS, extent: 256, maxZoom: TOP_ZOOM });
  index.load(events.map(([code, lon, lat, title, , city]) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [turn(lon) - SHIFT, lat] },
    properties: { code, title, city },
  })));
  const listed = ({ properties: { code, title, city } }) => ({ code, title, city });
  const markOf = (feature) => {
    const [x, lat] = feature.geometry.coordinates;
    const { cluster, point_count: count, code } = feature.properties;
    const place = { lat, lon: x + SHIFT };
    if (!cluster) return { key: code, ...place, count: 1, towns: [feature.properties.city], event: listed(feature) };
    const towns = [...new Set(index.getLeaves(feature.id, 100).map((leaf) => leaf.properties.city))];
    return { key: `c${feature.id}`, ...place, count, towns: towns.slice(0, NAMED), event: null };
  };
  const number = (mark) => Number(mark.key.slice(1));
  return {
    bounds: boxAround(events.map(([, lon, lat]) => [turn(lon), lat])),
    async marks({ west, south, east, north }, zoom) {
      return index.getClusters([west - SHIFT, south, east - SHIFT, north], Math.min(zoom, TOP_ZOOM)).map(markOf);
    },
    async expansionZoom(mark) {
      if (mark.event) return Infinity;
      const zoom = index.getClusterExpansionZoom(number(mark));
      return zoom > TOP_ZOOM ? Infinity : zoom;
    },
    async leaves(mark, limit) {
      return mark.event ? [mark.event] : index.getLeaves(number(mark), limit).map(listed);
    },
  };
}
