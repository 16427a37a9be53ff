/**
 * Events at one point, or so near that no zoom parts them: spread around it, each a mark of its own with a line to
 * where it is.
 */
import { L, marker } from './basemap.js';

/** Room for a finger, from mark to mark (pixels); and how many are spread: the card has them all. */
const ROOM = 46;
const MOST = 24;

/**
 * @param {object} map @param {{lat: number, lng: number}} place @param {HTMLElement[]} elements one for each event
 * @returns {() => void} folds them again
 */
export function spread(map, place, elements) {
  const shown = elements.slice(0, MOST);
  const reach = Math.hypot(...around(shown.length).at(-1)) + ROOM;
  map.panInside(place, { padding: [reach, reach], animate: false });
  const middle = map.latLngToLayerPoint(place);
  const colour = getComputedStyle(map.getContainer()).getPropertyValue('--ink').trim();
  const layers = around(shown.length).flatMap(([x, y], at) => {
    const spot = map.layerPointToLatLng(middle.add([x, y]));
    const line = L.polyline([place, spot], { renderer: L.svg({ pane: 'markerPane' }), interactive: false, weight: 1.5, color: colour });
    return [line, marker(spot, shown[at])];
  });
  for (const layer of layers) layer.addTo(map);
  return () => { for (const layer of layers) layer.remove(); };
}

/** Offsets on rings around a point, from the top clockwise, so that no two marks touch. */
function around(count) {
  const spots = [];
  for (let ring = 1; spots.length < count; ring += 1) {
    const radius = ROOM * ring * 1.15;
    const room = Math.min(Math.floor((2 * Math.PI * radius) / ROOM), count - spots.length);
    for (let at = 0; at < room; at += 1) {
      const angle = (2 * Math.PI * at) / room - Math.PI / 2;
      spots.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return spots;
}
