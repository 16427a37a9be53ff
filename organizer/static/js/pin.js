/**
 * A pin to set by hand: dragged, tapped to its place, or nudged with the arrow keys. It only writes into the two inputs;
 * without script those are typed.
 */
import { L, MIDDLE, createMap, mapBox, marker, turn } from './basemap.js';
import { drawLand, loadWorld } from './land.js';
import { addButtons, sayer } from './pin-keys.js';
import { showStreets } from './streets.js';

const NUDGE = 8;
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** @param {HTMLElement} element with data-lat and data-lon (ids), data-first, data-basemap, data-label and data-words */
export default async function setPin(element) {
  const words = JSON.parse(element.dataset.words);
  const lat = document.getElementById(element.dataset.lat);
  const lon = document.getElementById(element.dataset.lon);
  if (!lat || !lon) return;
  element.hidden = false;
  const box = mapBox(element.dataset.label);
  element.append(box);
  const world = await loadWorld();
  const map = await createMap(box, words, undefined, world.streets?.max_zoom);
  // Only plain numbers: other writings are read where the form is sent to.
  const typed = () => {
    const [north, east] = [lat, lon].map(({ value }) => (value.trim() ? Number(value) : NaN));
    return Math.abs(north) <= 90 && Math.abs(east) <= 720 ? L.latLng(north, turn(east)) : null;
  };
  const start = typed();
  map.setView(start ?? [20, MIDDLE], start ? 6 : 1);
  drawLand(map, element.dataset, world.contested).catch(() => { element.hidden = true; });

  if (world.streets) showStreets(map, world.streets);

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'map__pin';
  button.setAttribute('aria-label', words.pin);
  const say = sayer(element, words.at);
  const pin = marker(start ?? map.getCenter(), button, { draggable: true, interactive: true, autoPan: true }).addTo(map);

  /** @param {{lat: number, lng: number}} place */
  const write = (place) => {
    const east = ((place.lng + 180) % 360 + 360) % 360 - 180;
    lat.value = Math.max(-90, Math.min(90, place.lat)).toFixed(5);
    lon.value = east.toFixed(5);
    for (const input of [lat, lon]) input.dispatchEvent(new Event('change', { bubbles: true }));
    say(lat.value, lon.value);
  };
  const move = (place, zoom) => {
    pin.setLatLng(place);
    if (zoom) map.setView(place, zoom);
    else map.panInside(place, { padding: [40, 40] });
  };
  pin.on('dragend', () => write(pin.getLatLng()));
  map.on('click', (event) => { move(event.latlng); write(event.latlng); });
  const nudge = (step, far = NUDGE) => {
    const place = map.unproject(map.project(pin.getLatLng()).add(L.point(step).multiplyBy(far)));
    move(place);
    write(place);
  };
  button.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    nudge(step, event.shiftKey ? NUDGE * 5 : NUDGE);
  });
  addButtons(element, words, nudge);
  for (const input of [lat, lon]) {
    input.addEventListener('input', () => {
      const place = typed();
      if (place) move(place, Math.max(map.getZoom(), 6));
    });
  }
  // Where the town lies, to begin from; it is a pin only once somebody sets it.
  document.addEventListener('place-chosen', (event) => {
    if (!typed()) move(L.latLng(event.detail.lat, turn(event.detail.lon)), 7);
  });
}
