/**
 * The marks in view, each a real button: a square for one event, a circle for several. Marks that stay are kept, so the
 * focus stays; a mark that opens hands the focus to what comes in its place, and Escape goes the same way back.
 */
import { L, marker } from './basemap.js';
import { locale } from './locale.js';
import { BUTTONS, NARROW, boxesInView } from './map-view.js';

/** Events of one mark in the card. */
const LISTED = 100;
/** Pixels: what the card takes of a map that is wide enough for it to lie over it; and room at the edges. */
const CARD = 432;
const EDGE = 24;

/**
 * @param {object} map @param {import('./map-source.js').Source} source @param {Record<string, string>} words
 * @param {(onShut: () => void) => object} makeCard
 */
export function keepMarks(map, source, words, makeCard) {
  const shown = new Map();
  const way = []; // the views that marks were opened from
  const watchers = [];
  let follow = null; // where the focus goes after the next draw
  let spreadFrom = null; // the mark that is spread, and what folds it
  let draws = 0;
  const frame = map.getContainer();
  const card = makeCard(() => { if (spreadFrom && !frame.contains(document.activeElement)) fold(); });
  const elements = () => [...shown.values()].map((layer) => layer.getElement());
  const nearest = (place) => [...shown.values()]
    .sort((a, b) => map.distance(a.getLatLng(), place) - map.distance(b.getLatLng(), place))[0]?.getElement();
  const fold = () => { spreadFrom?.fold(); spreadFrom = null; };

  const draw = async () => {
    if (spreadFrom?.isComing) return;
    draws += 1;
    const own = draws;
    const zoom = Math.round(map.getZoom());
    const found = await Promise.all(boxesInView(map).map(async ({ box, by }) => (
      (await source.marks(box, zoom)).map((mark) => [`${mark.key}@${by}`, { ...mark, lon: mark.lon + by }])))).catch(() => null);
    if (own !== draws || !found) return;
    const wanted = new Map(found.flat());
    if (spreadFrom && !wanted.has(spreadFrom.key)) { fold(); card.hide(); }
    const had = [...shown].find(([, layer]) => layer.getElement() === document.activeElement);
    for (const [key, layer] of shown) if (!wanted.has(key)) { layer.remove(); shown.delete(key); }
    for (const [key, mark] of wanted) {
      if (shown.has(key)) shown.get(key).getElement().setAttribute('aria-label', nameOf(mark, words));
      else shown.set(key, marker([mark.lat, mark.lon], markElement(mark, words, (button) => open(key, mark, button))).addTo(map));
    }
    if (follow) nearest(follow)?.focus();
    else if (had && !shown.has(had[0])) nearest(had[1].getLatLng())?.focus();
    follow = null;
    for (const watch of watchers) watch(elements());
    // Most come closer: one level anywhere in view, two at its middle.
    source.ahead?.([1, 2].flatMap((by) => boxesInView(map, by - 1).map(({ box }) => [box, zoom + by])));
  };

  const open = async (key, mark, button) => {
    const place = L.latLng(mark.lat, mark.lon);
    const zoom = await source.expansionZoom(mark);
    fold();
    if (zoom <= map.getMaxZoom()) {
      card.hide();
      way.push({ centre: map.getCenter(), zoom: map.getZoom(), place });
      follow = place;
      map.setView(place, Math.max(zoom, map.getZoom() + 0.5));
      return;
    }
    const events = await source.leaves(mark, LISTED).catch(() => []);
    if (!events.length) return;
    if (events.length > 1) {
      const { spread } = await import('./map-spread.js');
      spreadFrom = { key, button, isComing: true };
      const single = (event) => markElement({ event }, words, (one) => card.show([event], '', one));
      spreadFrom.fold = spread(map, place, events.map(single), besideCard(map));
      spreadFrom.isComing = false;
      draw();
    } else {
      const { left, right, foot } = besideCard(map);
      map.panInside(place, { paddingTopLeft: [left + EDGE, EDGE], paddingBottomRight: [right + EDGE, EDGE + foot], animate: false });
    }
    card.show(events, nameOf(mark, words), button, mark.count, (limit) => source.leaves(mark, limit));
  };

  const back = () => {
    if (spreadFrom) {
      const { button } = spreadFrom;
      fold();
      card.hide();
      button.focus();
      return;
    }
    const view = way.pop();
    if (!view) return;
    follow = view.place;
    map.setView(view.centre, view.zoom);
  };
  frame.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); });
  map.on('click', () => { fold(); card.hide(); });
  map.on('zoomstart', () => { fold(); card.hide(); });
  map.on('moveend', draw);
  draw();
  source.news?.then(draw);
  return { onDraw: (watch) => { watchers.push(watch); watch(elements()); } };
}

/** What lies over the map: on a desk the card, where lines begin; on a phone the buttons at the foot. */
function besideCard(map) {
  if (map.getSize().x < NARROW) return { left: 0, right: 0, foot: BUTTONS };
  return document.dir === 'rtl' ? { left: 0, right: CARD, foot: 0 } : { left: CARD, right: 0, foot: 0 };
}

/** What a mark is called; its number until the names are here. */
function nameOf(mark, words) {
  if (mark.event?.title) return [mark.event.title, mark.event.city].filter(Boolean).join(', ');
  if (!mark.towns?.some(Boolean)) return numberOf({ count: mark.count ?? 1 });
  const places = mark.towns.slice(0, 3).join(', ') + (mark.towns.length > 3 ? ` ${words.more}` : '');
  return words.several.replace('{count}', numberOf(mark)).replace('{places}', places);
}

const numberOf = (mark) => new Intl.NumberFormat(locale()).format(mark.count);

/** @param {import('./map-source.js').Mark} mark @param {(button: HTMLButtonElement) => void} act */
function markElement(mark, words, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = mark.event ? 'map__square' : `map__dot${mark.count > 9 ? ' map__dot--many' : ''}`;
  if (!mark.event) button.textContent = numberOf(mark);
  button.setAttribute('aria-label', nameOf(mark, words));
  button.addEventListener('click', () => act(button));
  L.DomEvent.disableClickPropagation(button);
  return button;
}
