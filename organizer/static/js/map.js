/**
 * Puts a map that moves in the place of the SVG with the same links. What the list holds and what the map holds come
 * from the same filters, on the server. Fails quietly: then the SVG stays.
 */
import { createMap, mapBox } from './basemap.js';
import { drawLand, loadWorld } from './land.js';
import { createCard } from './map-card.js';
import { showLabels } from './map-labels.js';
import { keepMarks } from './map-marks.js';
import { openSource } from './map-source.js';
import { nameView, showBox, showNamed } from './map-view.js';

/** @param {HTMLElement} element with data-src, data-first, data-basemap, data-event-base, data-label and data-words */
export default async function showMap(element) {
  const words = JSON.parse(element.dataset.words);
  const [source, world] = await Promise.all([openSource(element.dataset.src), loadWorld()]);
  if (!source) return;
  const still = element.querySelector('svg');
  const box = mapBox(element.dataset.label);
  still.replaceWith(box);
  try {
    const map = await createMap(box, words, () => showBox(map, source.bounds), world.streets?.max_zoom);
    showBox(map, source.bounds);
    showNamed(map);
    await drawLand(map, element.dataset, world.contested);
    const labels = showLabels(map, world.countries ?? []);
    if (world.streets) import('./streets.js').then(({ showStreets }) => showStreets(map, world.streets));
    const marks = keepMarks(map, source, words, (onShut) => createCard(element, element.dataset.eventBase, words, onShut));
    marks.onDraw(labels.draw);
    nameView(map);
  } catch (error) {
    box.replaceWith(still);
    element.querySelector('.map__buttons')?.remove();
    throw error;
  }
}
