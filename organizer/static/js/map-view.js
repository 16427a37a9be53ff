/**
 * What part of the world a map shows: fitted to events on both sides of the date line, kept in the address so that it can
 * be sent to somebody. The part of an address after # is never sent to a server.
 */
import { L, MIDDLE, WEST, wholeWorld } from './basemap.js';

/** Events that spread wider than this are shown on the whole world, from the cut on. */
const WIDE = 120;
/** Where people are, for a map of the whole world. */
const PEOPLED = { north: 74, south: -56 };
/** Pixels: maps narrower than this have their buttons at the foot, which take so much. */
export const NARROW = 768;
export const BUTTONS = 56;
const FRAGMENT = /^#map=(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d{1,5})?)\/(-?\d{1,3}(?:\.\d{1,5})?)$/;

/** Shows all of a box: `west` may be counted from either side of the cut. @param {import('./map-source.js').Box | null} box */
export function showBox(map, box) {
  const { x: width, y: height } = map.getSize();
  if (box && box.east - box.west <= WIDE) {
    // Nothing that is fitted stands behind the buttons: at the foot of a phone, at the end of a line on a desk.
    // Wide enough that a phone, too, shows where in the world this is.
    const [across, up, foot, closest] = width < NARROW ? [32, 32, BUTTONS, 6] : [72, 48, 0, 7];
    map.fitBounds([[box.south, box.west], [box.north, box.east]], {
      paddingTopLeft: [across, up], paddingBottomRight: [across, up + foot], maxZoom: closest,
    });
    return;
  }
  const north = Math.min(82, Math.max(PEOPLED.north, box?.north ?? 0));
  const south = Math.max(-60, Math.min(PEOPLED.south, box?.south ?? 0));
  const zoom = wholeWorld(map);
  const top = map.project([north, 0], zoom).y;
  const bottom = map.project([south, 0], zoom).y;
  // On a phone the buttons stand at the foot: the world stands above them where it can.
  const foot = width < NARROW ? Math.min(BUTTONS, Math.max(0, height - (bottom - top))) : 0;
  map.setView([map.unproject([0, (top + bottom + foot) / 2], zoom).lat, MIDDLE], zoom);
}

/**
 * The smallest box around points, over the date line where that is smaller; a wide one stays within the cut.
 * @param {Array<[number, number]>} points longitude as the map counts it, latitude @returns {import('./map-source.js').Box | null}
 */
export function boxAround(points) {
  if (!points.length) return null;
  const lats = points.map(([, lat]) => lat).sort((a, b) => a - b);
  const lons = points.map(([lon]) => lon).sort((a, b) => a - b);
  const box = { west: lons[0], south: lats[0], east: lons.at(-1), north: lats.at(-1) };
  // The widest stretch without an event, the one round the back included, is what need not be shown.
  let gap = lons[0] + 360 - lons.at(-1);
  for (let at = 1; at < lons.length; at += 1) {
    if (lons[at] - lons[at - 1] > gap) {
      gap = lons[at] - lons[at - 1];
      Object.assign(box, { west: lons[at], east: lons[at - 1] + 360 });
    }
  }
  if (360 - gap > WIDE) return { ...box, west: lons[0], east: lons.at(-1) };
  const by = (box.west + box.east) / 2 - MIDDLE > 180 ? -360 : 0;
  return { ...box, west: box.west + by, east: box.east + by };
}

/**
 * The boxes of the view in degrees as the map counts them, each with the turn that brings it back into view: no point of
 * the world is in two of them. `closer`: of the view that so many levels closer would show.
 * @returns {Array<{box: import('./map-source.js').Box, by: number}>}
 */
export function boxesInView(map, closer = 0) {
  const zoom = map.getZoom() + closer;
  const { min, max } = map.getPixelBounds(map.getCenter(), zoom);
  const view = L.latLngBounds(map.unproject(min, zoom), map.unproject(max, zoom)).pad(0.2);
  const middle = map.getCenter().lng;
  const west = Math.max(view.getWest(), middle - 180);
  const east = Math.min(view.getEast(), middle + 180);
  return [-360, 0, 360].flatMap((by) => {
    const box = { west: Math.max(west - by, WEST), south: view.getSouth(), east: Math.min(east - by, WEST + 360), north: view.getNorth() };
    return box.west < box.east ? [{ box, by }] : [];
  });
}

/** Shows the view that the address names; false when it names none. */
export function showNamed(map) {
  const found = FRAGMENT.exec(location.hash)?.slice(1).map(Number);
  if (!found) return false;
  const [zoom, lat, lon] = found;
  const east = ((lon - MIDDLE + 180) % 360 + 360) % 360 - 180 + MIDDLE;
  map.setView(L.latLng(Math.max(-85, Math.min(85, lat)), east), Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), zoom)));
  return true;
}

/** Keeps the address true to the view from the first move on; an address that somebody pastes moves the map. */
export function nameView(map) {
  const first = nameOf(map);
  map.on('moveend', () => {
    const name = nameOf(map);
    const isOurs = location.hash ? FRAGMENT.test(location.hash) : name !== first;
    if (isOurs && name !== location.hash) history.replaceState(history.state, '', name);
  });
  addEventListener('hashchange', () => showNamed(map));
}

function nameOf(map) {
  const { lat, lng } = map.getCenter();
  const east = ((lng + 180) % 360 + 360) % 360 - 180;
  const places = Math.max(1, Math.ceil(map.getZoom() / 3));
  return `#map=${Number(map.getZoom().toFixed(2))}/${lat.toFixed(places)}/${east.toFixed(places)}`;
}
