/** A town as it stands in a list, and as the choice that was made. */

/** @param {{label: string, detail: string}} place @returns {HTMLElement[]} its name, and what tells it from its namesakes */
export function named(place) {
  const parts = [make('bdi', { textContent: place.label })];
  if (place.detail) parts.push(make('small', { textContent: place.detail }));
  return parts;
}

/** @param {{id: string, label: string, detail: string}} place @param {string} name of the field @returns {HTMLElement} */
export function radio(place, name) {
  const label = make('label', { className: 'choice' });
  const words = make('span');
  words.append(...named(place));
  label.append(make('input', { type: 'radio', name, value: place.id, checked: true }), words);
  return label;
}

/** @param {string} tag @param {object} [properties] @returns {HTMLElement} */
export function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
