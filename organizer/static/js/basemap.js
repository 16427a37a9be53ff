/**
 * The ground of both maps: Leaflet for moving and zooming, country shapes of Natural Earth on a canvas, no tile server.
 * The world is cut at 169° W, in the Bering Strait, as in the map without script: Samoa stands beside Fiji.
 */
import '../vendor/leaflet/leaflet.js';
import '../vendor/topojson-client/topojson-client.min.js';

// Both libraries, loaded as modules, put themselves on the global object.
export const L = globalThis.L;
const { topojson } = globalThis;
const WEST = -169;
/** Shapes that reach over the cut are drawn a second time, a turn away: [turn, does the polygon need it?]. */
const COPIES = [
  [0, () => true],
  [360, (west) => west < -130],
  [-360, (_west, east) => east > 160],
];

/** Degrees east as the map counts them, -169 to 191. @param {number} lon @returns {number} */
export function turn(lon) {
  return ((lon - WEST) % 360 + 360) % 360 + WEST;
}

let sheet = null;

/** Loads the style of a map that moves, once. */
function loadStyle() {
  sheet ??= new Promise((done, failed) => {
    const href = new URL('./live-map.css', import.meta.url).href;
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: done, onerror: failed });
    document.head.append(link);
  });
  return sheet;
}

/**
 * An empty map with buttons of its own. One finger scrolls the page, two move the map; the wheel zooms once the map has focus.
 * @param {HTMLElement} box
 * @param {{closer: string, wider: string, all?: string}} words
 * @param {() => void} [showAll]
 */
export async function createMap(box, words, showAll) {
  await loadStyle();
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const map = L.map(box, {
    attributionControl: false, zoomControl: false, dragging: !isTouch, scrollWheelZoom: false, zoomAnimation: false,
    fadeAnimation: false, markerZoomAnimation: false, zoomSnap: 0.25, minZoom: 0, maxZoom: 12,
    maxBounds: [[-70, -215], [86, 237]], maxBoundsViscosity: 1,
  });
  // A map may begin folded away, without a size.
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
  map.on('focus', () => map.scrollWheelZoom.enable());
  map.on('blur', () => map.scrollWheelZoom.disable());
  const buttons = document.createElement('div');
  buttons.className = 'map__buttons';
  const acts = [[words.closer, '+', () => map.zoomIn(1)], [words.wider, '−', () => map.zoomOut(1)]];
  if (showAll) acts.push([words.all, '◻', showAll]);
  for (const [label, sign, act] of acts) {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = label;
    button.setAttribute('aria-label', label);
    button.textContent = sign;
    button.addEventListener('click', act);
    buttons.append(button);
  }
  box.after(buttons);
  return map;
}

/** Draws land and borders in the page's own colours. @param {object} map @param {string} address of the TopoJSON */
export async function drawLand(map, address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`no basemap: ${answer.status}`);
  const world = await answer.json();
  const { countries } = world.objects;
  const polygons = topojson.feature(world, countries).features.flatMap(({ geometry }) => (
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates));
  const inhabited = polygons.filter(([outer]) => outer.some(([, lat]) => lat > -60));
  const borders = topojson.mesh(world, countries, (a, b) => a !== b).coordinates;
  const renderer = L.canvas({ padding: 0.5 });
  const land = L.polygon(copied(inhabited), { renderer, interactive: false, stroke: false, fillOpacity: 1, smoothFactor: 1.5 });
  const lines = L.polyline(borders.map((line) => line.map(([lon, lat]) => [lat, lon])), { renderer, interactive: false, weight: 1 });
  const paint = () => {
    const style = getComputedStyle(map.getContainer());
    land.setStyle({ fillColor: style.getPropertyValue('--line').trim() });
    lines.setStyle({ color: style.getPropertyValue('--sheet').trim() });
  };
  paint();
  land.addTo(map);
  lines.addTo(map);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

/** A marker that is an element of ours: it keeps its role, its name and its keys. @param {HTMLElement} element @param {object} [options] */
export function marker(place, element, options = {}) {
  element.classList.add('leaflet-marker-icon');
  const icon = new (L.Icon.extend({ createIcon: () => element, createShadow: () => null }))();
  return L.marker(place, { icon, keyboard: false, interactive: false, ...options });
}

function copied(polygons) {
  return COPIES.flatMap(([by, isNeeded]) => polygons
    .filter(([outer]) => {
      const lons = outer.map(([lon]) => lon);
      return isNeeded(Math.min(...lons), Math.max(...lons));
    })
    .map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon + by]))));
}
