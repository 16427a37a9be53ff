/**
 * Puts a map that moves in the place of the SVG with the same links. What the list holds and what the map holds come
 * from the same filters, on the server. Fails quietly: then the SVG stays.
 */
import { locale } from './locale.js';
import { L, createMap, drawLand, marker } from './basemap.js';
import { createCard } from './map-card.js';
import { openSource } from './map-source.js';

const WEST = -169;
const MIDDLE = WEST + 180;
const LISTED = 100;

/** @param {HTMLElement} element with data-src, data-basemap, data-event-base, data-label and data-words */
export default async function showMap(element) {
  const words = JSON.parse(element.dataset.words);
  const source = await openSource(element.dataset.src);
  if (!source) return;
  const still = element.querySelector('svg');
  const box = document.createElement('div');
  box.className = 'map__live';
  box.dir = 'ltr';
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', element.dataset.label);
  still.replaceWith(box);
  try {
    const map = await createMap(box, words, () => showAll(map, source.bounds));
    showAll(map, source.bounds);
    await drawLand(map, element.dataset.basemap);
    keepMarks(map, source, words, createCard(element, element.dataset.eventBase, words));
  } catch (error) {
    box.replaceWith(still);
    element.querySelector('.map__buttons')?.remove();
    throw error;
  }
}

function showAll(map, bounds) {
  if (bounds) map.fitBounds([[bounds.south, bounds.west], [bounds.north, bounds.east]], { padding: [40, 40], maxZoom: 7 });
  else map.setView([20, MIDDLE], 1);
}

/** Draws the marks in view, keeps those that stay, and hands the focus on when the mark that had it opens up. */
function keepMarks(map, source, words, card) {
  const shown = new Map();
  let follow = null;
  let turnOf = 0;
  const draw = async () => {
    turnOf += 1;
    const asked = turnOf;
    const view = map.getBounds().pad(0.2);
    const box = { west: Math.max(WEST, view.getWest()), south: view.getSouth(), east: Math.min(WEST + 360, view.getEast()), north: view.getNorth() };
    const found = box.west < box.east ? await source.marks(box, Math.round(map.getZoom())) : [];
    if (asked !== turnOf) return;
    const wanted = new Map(found.map((mark) => [mark.key, mark]));
    for (const [key, mark] of shown) if (!wanted.has(key)) { mark.remove(); shown.delete(key); }
    for (const [key, mark] of wanted) {
      if (!shown.has(key)) shown.set(key, marker([mark.lat, mark.lon], markElement(mark, words, (button) => open(mark, button))).addTo(map));
    }
    if (follow) { nearest(follow)?.focus(); follow = null; }
  };
  const nearest = (place) => [...shown.values()]
    .sort((a, b) => map.distance(a.getLatLng(), place) - map.distance(b.getLatLng(), place))[0]?.getElement();
  const open = async (mark, button) => {
    const zoom = await source.expansionZoom(mark);
    if (zoom > map.getMaxZoom()) { card.show(await source.leaves(mark, LISTED), button); return; }
    follow = L.latLng(mark.lat, mark.lon);
    map.setView(follow, zoom);
  };
  map.on('moveend', draw);
  draw();
}

/** @param {import('./map-source.js').Mark} mark @param {(button: HTMLButtonElement) => void} act */
function markElement(mark, words, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = mark.event ? 'map__square' : 'map__dot';
  if (mark.event) {
    button.setAttribute('aria-label', `${mark.event.title}, ${mark.event.city}`);
  } else {
    const places = mark.towns.slice(0, 3).join(', ') + (mark.towns.length > 3 ? ` ${words.more}` : '');
    const number = new Intl.NumberFormat(locale()).format(mark.count);
    button.textContent = number;
    button.setAttribute('aria-label', words.several.replace('{count}', number).replace('{places}', places));
  }
  button.addEventListener('click', () => act(button));
  L.DomEvent.disableClickPropagation(button);
  return button;
}
