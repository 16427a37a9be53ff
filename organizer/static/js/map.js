/**
 * Puts a map that moves in the place of the SVG with the same links. What the list holds and what the map holds come
 * from the same filters, on the server. Fails quietly: then the SVG stays.
 */
import '../vendor/supercluster/supercluster.min.js';
import { locale } from './locale.js';
import { L, createMap, drawLand, marker, turn } from './basemap.js';

/** Clusters are counted on a world from -180 to 180; ours begins at 169° W. */
const SHIFT = 11;
const RADIUS = 44;

/** @typedef {{code: string, title: string, city: string}} Listed */

/** @param {HTMLElement} element with data-src, data-basemap, data-event-base, data-label and data-words */
export default async function showMap(element) {
  const words = JSON.parse(element.dataset.words);
  const answer = await fetch(element.dataset.src);
  const data = answer.ok ? await answer.json() : {};
  if (data.v !== 1) return;
  const still = element.querySelector('svg');
  const box = document.createElement('div');
  box.className = 'map__live';
  box.dir = 'ltr';
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', element.dataset.label);
  still.replaceWith(box);
  try {
    const bounds = L.latLngBounds(data.events.map(([, lon, lat]) => [lat, turn(lon)]));
    const map = await createMap(box, words, () => showAll(map, bounds));
    showAll(map, bounds);
    await drawLand(map, element.dataset.basemap);
    keepMarks(map, clusters(data.events), words, createCard(element, element.dataset.eventBase, words));
  } catch (error) {
    box.replaceWith(still);
    element.querySelector('.map__buttons')?.remove();
    throw error;
  }
}

function showAll(map, bounds) {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [40, 40], maxZoom: 7 });
  else map.setView([20, SHIFT], 1);
}

function clusters(events) {
  const index = new globalThis.Supercluster({ radius: RADIUS, extent: 256, maxZoom: 12 });
  return index.load(events.map(([code, lon, lat, title, , city]) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [turn(lon) - SHIFT, lat] },
    properties: { code, title, city },
  })));
}

/** Draws the marks in view, keeps those that stay, and hands the focus on when the mark that had it opens up. */
function keepMarks(map, index, words, card) {
  const shown = new Map();
  let follow = null;
  const draw = () => {
    const view = map.getBounds().pad(0.2);
    const west = Math.max(-180, view.getWest() - SHIFT);
    const east = Math.min(180, view.getEast() - SHIFT);
    const found = west < east ? index.getClusters([west, view.getSouth(), east, view.getNorth()], Math.round(map.getZoom())) : [];
    const wanted = new Map(found.map((one) => [one.properties.cluster ? `c${one.id}` : one.properties.code, one]));
    for (const [key, mark] of shown) if (!wanted.has(key)) { mark.remove(); shown.delete(key); }
    for (const [key, one] of wanted) {
      if (shown.has(key)) continue;
      const [x, lat] = one.geometry.coordinates;
      const place = [lat, x + SHIFT];
      shown.set(key, marker(place, element(one, place)).addTo(map));
    }
    if (follow) { nearest(follow)?.focus(); follow = null; }
  };
  const nearest = (place) => [...shown.values()]
    .sort((a, b) => map.distance(a.getLatLng(), place) - map.distance(b.getLatLng(), place))[0]?.getElement();
  const element = (one, place) => {
    const leaves = one.properties.cluster ? index.getLeaves(one.id, 100).map((leaf) => leaf.properties) : [one.properties];
    return markElement(one, leaves, words, (button) => {
      const zoom = one.properties.cluster ? index.getClusterExpansionZoom(one.id) : Infinity;
      if (zoom > map.getMaxZoom()) { card.show(leaves, button); return; }
      follow = L.latLng(place);
      map.setView(place, zoom);
    });
  };
  map.on('moveend', draw);
  draw();
}

/** @param {object} one @param {Listed[]} leaves @param {(button: HTMLButtonElement) => void} act */
function markElement(one, leaves, words, act) {
  const button = document.createElement('button');
  button.type = 'button';
  const count = one.properties.point_count ?? 1;
  button.className = count > 1 ? 'map__dot' : 'map__square';
  if (count > 1) {
    const cities = [...new Set(leaves.map((leaf) => leaf.city))];
    const places = cities.slice(0, 3).join(', ') + (cities.length > 3 ? ` ${words.more}` : '');
    const number = new Intl.NumberFormat(locale()).format(count);
    button.textContent = number;
    button.setAttribute('aria-label', words.several.replace('{count}', number).replace('{places}', places));
  } else {
    button.setAttribute('aria-label', `${leaves[0].title}, ${leaves[0].city}`);
  }
  button.addEventListener('click', () => act(button));
  L.DomEvent.disableClickPropagation(button);
  return button;
}

/** The events of one mark, as links, at the foot of the map; Escape gives the focus back to the mark. */
function createCard(element, base, words) {
  const card = document.createElement('div');
  card.className = 'map__card';
  card.hidden = true;
  element.append(card);
  let opener = null;
  const shut = () => { card.hidden = true; opener?.focus(); };
  card.addEventListener('keydown', (event) => { if (event.key === 'Escape') shut(); });
  return {
    /** @param {Listed[]} events @param {HTMLElement} button */
    show(events, button) {
      opener = button;
      const list = document.createElement('ul');
      list.className = 'map__list';
      list.append(...events.map((event) => {
        const item = document.createElement('li');
        const link = Object.assign(document.createElement('a'), { href: `${base}${event.code}/`, textContent: event.title, dir: 'auto' });
        item.append(link, Object.assign(document.createElement('bdi'), { textContent: event.city }));
        return item;
      }));
      const close = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: words.shut });
      close.addEventListener('click', shut);
      card.replaceChildren(list, close);
      card.hidden = false;
      card.querySelector('a').focus();
    },
  };
}
