/** Marks from the compact file: all points are here, and Supercluster puts them together. */
import '../vendor/supercluster/supercluster.min.js';
import { turn } from './basemap.js';
import { beside, read } from './map-data.js';
import { boxAround } from './map-view.js';

/** Clusters are counted on a world from -180 to 180; ours begins at 169° W. */
export const SHIFT = 11;
/** Pixels within which points become one mark. */
export const RADIUS = 44;
/** Marks that touch at this zoom are one to the end; the map then spreads them out. */
export const TOP_ZOOM = 12;
/** Towns that a mark knows of. */
const NAMED = 4;
const THOUSANDTH = 1000;

/**
 * @param {string} address @param {{codes: string, x: number[], y: number[], stamp: string, titles?: string[], towns?: string[]}} file
 * @returns {import('./map-source.js').Source}
 */
export function fileSource(address, file) {
  const codes = file.codes.split(' ').filter(Boolean);
  const lons = file.x.map((x) => turn(x / THOUSANDTH));
  const lats = file.y.map((y) => y / THOUSANDTH);
  const index = new globalThis.Supercluster({ radius: RADIUS, extent: 256, maxZoom: TOP_ZOOM });
  index.load(codes.map((_, at) => ({
    type: 'Feature', geometry: { type: 'Point', coordinates: [lons[at] - SHIFT, lats[at]] }, properties: { at },
  })));
  let names = file.titles ? file : null;
  const news = names ? undefined : readNames(address, file.stamp).then((found) => { names = found; });
  const listed = ({ properties: { at } }) => ({ code: codes[at], title: names?.titles[at] ?? '', city: names?.towns[at] ?? '' });
  const markOf = (feature) => {
    const [x, lat] = feature.geometry.coordinates;
    const place = { lat, lon: x + SHIFT };
    if (!feature.properties.cluster) {
      const event = listed(feature);
      return { key: event.code, ...place, count: 1, towns: [event.city], event };
    }
    const towns = names ? new Set(index.getLeaves(feature.id, 100).map((leaf) => listed(leaf).city)) : [];
    return { key: `c${feature.id}`, ...place, count: feature.properties.point_count, towns: [...towns].slice(0, NAMED), event: null };
  };
  const number = (mark) => Number(mark.key.slice(1));
  return {
    bounds: boxAround(lons.map((lon, at) => [lon, lats[at]])),
    news,
    async marks({ west, south, east, north }, zoom) {
      return index.getClusters([west - SHIFT, south, east - SHIFT, north], Math.min(zoom, TOP_ZOOM)).map(markOf);
    },
    async expansionZoom(mark) {
      if (mark.event) return Infinity;
      const zoom = index.getClusterExpansionZoom(number(mark));
      return zoom > TOP_ZOOM ? Infinity : zoom;
    },
    async leaves(mark, limit) {
      if (news) await news;
      if (!mark.event) return index.getLeaves(number(mark), limit).map(listed);
      return [listed({ properties: { at: codes.indexOf(mark.event.code) } })];
    },
  };
}

/** The names of exactly these points; an older answer that a cache still had is asked for again. */
async function readNames(address, stamp) {
  const where = beside(address, 'names.json');
  for (const cache of ['default', 'no-cache']) {
    const names = await read(where, { cache }).catch(() => null);
    if (names?.stamp === stamp) return names;
  }
  return null;
}
