/**
 * The frame of both maps: Leaflet for moving and zooming, buttons and keys of our own, no tile server.
 * The world is cut at 169° W, in the Bering Strait, as in the map without script: Samoa stands beside Fiji.
 */
import '../vendor/leaflet/leaflet.js';

// The library, loaded as a module, puts itself on the global object.
export const L = globalThis.L;
export const WEST = -169;
/** The middle of the world, counted from the cut. */
export const MIDDLE = WEST + 180;
/** A view may reach this far over the cut, on both sides; land.js draws what lies there a second time. */
export const REACH = 66;
const TILE = 256;

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

/** The box that a map is drawn in. @param {string} label what it shows */
export function mapBox(label) {
  const box = document.createElement('div');
  box.className = 'map__live';
  box.dir = 'ltr';
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', label);
  return box;
}

/**
 * An empty map with buttons of its own. One finger scrolls the page, two move the map; the wheel zooms once the map has focus.
 * @param {HTMLElement} box in the page
 * @param {{closer: string, wider: string, all?: string}} words
 * @param {() => void} [showAll]
 * @param {number} [finest] zoom of the operator's own basemap
 */
export async function createMap(box, words, showAll, finest = 0) {
  await loadStyle();
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const map = L.map(box, {
    attributionControl: false, zoomControl: false, dragging: !isTouch, scrollWheelZoom: false, zoomAnimation: false,
    fadeAnimation: false, markerZoomAnimation: false, zoomSnap: 0.05, maxZoom: Math.max(12, Math.min(18, finest + 2)),
    maxBounds: [[-72, WEST - REACH], [85, WEST + 360 + REACH]], maxBoundsViscosity: 1,
  });
  // Never smaller than the world; and a map may begin folded away, without a size.
  const fit = () => { map.invalidateSize({ pan: false }); map.options.minZoom = wholeWorld(map); };
  map.options.minZoom = wholeWorld(map);
  new ResizeObserver(fit).observe(box);
  map.on('focus', () => map.scrollWheelZoom.enable());
  map.on('blur', () => map.scrollWheelZoom.disable());
  const buttons = document.createElement('div');
  buttons.className = 'map__buttons';
  const acts = [[words.closer, '+', () => map.zoomIn(1)], [words.wider, '−', () => map.zoomOut(1)]];
  if (showAll) acts.push([words.all, corners(), showAll]);
  for (const [label, sign, act] of acts) {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = label;
    button.setAttribute('aria-label', label);
    button.append(sign);
    button.addEventListener('click', act);
    buttons.append(button);
  }
  box.after(buttons);
  return map;
}

/** Four corners around everything, drawn: few fonts have a sign for it. */
function corners() {
  const drawn = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/></svg>';
  return new DOMParser().parseFromString(drawn, 'text/html').body.firstChild;
}

/** The zoom at which the world is as wide as the map. */
export function wholeWorld(map) {
  return Math.max(0, Math.log2(map.getSize().x / TILE));
}

/** A marker that is an element of ours: it keeps its role, its name and its keys. @param {HTMLElement} element @param {object} [options] */
export function marker(place, element, options = {}) {
  element.classList.add('leaflet-marker-icon');
  const icon = new (L.Icon.extend({ createIcon: () => element, createShadow: () => null }))();
  return L.marker(place, { icon, keyboard: false, interactive: false, ...options });
}
