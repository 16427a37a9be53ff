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
 * @param {object} beside room that something else takes (Leaflet's paddings)
 * @returns {() => void} folds them again
 */
export function spread(map, place, elements, beside) {
  const shown = elements.slice(0, MOST);
  const reach = Math.hypot(...around(shown.length).at(-1)) + ROOM;
  const { x: width, y: height } = map.getSize();
  const [across, up] = [Math.min(reach, width / 2 - 1), Math.min(reach, (height - beside.foot) / 2 - 1)];
  map.panInside(place, {
    paddingTopLeft: [across + beside.left, up], paddingBottomRight: [across + beside.right, up + beside.foot], animate: false,
  });
  const middle = map.latLngToLayerPoint(place);
  const colour = getComputedStyle(map.getContainer()).getPropertyValue('--ink').trim();
  const layers = around(shown.length).flatMap(([x, y], at) => {
    const spot = map.layerPointToLatLng(middle.add([x, y]));
    const line = L.polyline([place, spot], { renderer: L.svg({ pane: 'contested' }), interactive: false, weight: 1.5, color: colour });
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
      // The marks of one ring stand between the lines of the next.
      const angle = (2 * Math.PI * (at + (ring % 2 ? 0 : 0.5))) / room - Math.PI / 2;
      spots.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return spots;
}
