/**
 * Looks up towns while one types: a combobox with a list below it (WAI-ARIA 1.2), keys and screen readers included. Without it
 * the button beside the field does the same by loading the page.
 *
 * On an element that holds the field: data-url (GET ?q= answers {places: [{id, label, detail, lat, lon, zone}]}),
 * data-for (id of the field), data-name (name of the radios), data-legend, data-none, data-count ("{count}" in it),
 * data-other (words of "none of these", whose value is 0; left out, there is no such choice). The town that is chosen
 * stands below as a radio that is ticked, and goes up the page as the event "place-chosen": the pin listens.
 */
import { make, named, radio } from './town.js';

const WAIT = 200;
let sheet = null;

/** @param {HTMLElement} element */
export default function placeSearch(element) {
  const field = document.getElementById(element.dataset.for);
  if (!field) return;
  sheet ??= document.head.appendChild(Object.assign(document.createElement('link'), {
    rel: 'stylesheet', href: new URL('./place-search.css', import.meta.url).href,
  }));
  const results = element.querySelector('[data-results]') ?? element.appendChild(document.createElement('div'));
  const list = make('ul', { className: 'towns', id: `${field.id}-towns`, hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', element.dataset.legend);
  const status = make('p', { className: 'visually-hidden' });
  status.setAttribute('role', 'status');
  results.before(list, status);
  for (const [name, value] of Object.entries({
    role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  })) field.setAttribute(name, value);

  let places = [];
  let at = -1;
  let timer = 0;
  let request = new AbortController();

  const before = field.form?.elements.place_before;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    // A choice that was made is an answer to other words.
    forget();
    timer = setTimeout(look, WAIT);
  });
  field.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) move(event.key === 'ArrowDown' ? 1 : -1);
      else look();
    } else if (event.key === 'Enter' && isOpen && at >= 0) {
      event.preventDefault();
      choose(places[at]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      shut();
    }
  });
  field.addEventListener('blur', shut);
  // A press must not take the focus away before it counts as a click.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) choose(places[[...list.children].indexOf(option)]);
  });

  async function look() {
    const query = field.value.trim();
    request.abort();
    request = new AbortController();
    if (query.length < 2 && !/\p{Script=Han}/u.test(query)) { shut(); return; }
    const address = `${element.dataset.url}?q=${encodeURIComponent(query)}`;
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: 'application/json' } });
      if (answer.ok) show((await answer.json()).places);
    } catch (error) {
      // A newer search, or no network: the button still works.
      if (error.name !== 'AbortError') shut();
    }
  }

  /** @param {{id: string, label: string, detail: string, lat: number, lon: number, zone: string}[]} found */
  function show(found) {
    const { other, none, count } = element.dataset;
    places = other ? [...found, { id: '0', label: other, detail: '' }] : found;
    at = -1;
    list.replaceChildren(...places.map(option));
    status.textContent = found.length ? (count ?? '').replace('{count}', found.length.toLocaleString(document.documentElement.lang)) : none;
    if (!found.length) results.replaceChildren(make('p', { className: 'field__hint', textContent: none }));
    open(places.length > 0 && document.activeElement === field);
  }

  function option(place, number) {
    const item = make('li', { id: `${list.id}-${number}` });
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.append(...named(place));
    return item;
  }

  function move(step) {
    const next = at < 0 && step < 0 ? places.length - 1 : (at + step + places.length) % places.length;
    list.children[at]?.setAttribute('aria-selected', 'false');
    at = next;
    const item = list.children[at];
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', item.id);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) field.removeAttribute('aria-activedescendant');
  }

  function shut() {
    clearTimeout(timer);
    request.abort();
    open(false);
  }

  /** What was chosen stays on the page as a radio that is ticked: seen, sent, and to be changed. */
  function choose(place) {
    shut();
    forget();
    if (before && place.id !== '0') {
      field.value = place.label;
      before.value = field.value;
    }
    const group = make('fieldset');
    const choices = make('div', { className: 'choices choices--two' });
    choices.append(radio(place, element.dataset.name));
    group.append(make('legend', { className: 'visually-hidden', textContent: element.dataset.legend }), choices);
    results.replaceChildren(group);
    status.textContent = [place.label, place.detail].filter(Boolean).join(', ');
    if (place.id === '0') {
      const fold = element.nextElementSibling;
      if (fold instanceof HTMLDetailsElement) fold.open = true;
      return;
    }
    element.dispatchEvent(new CustomEvent('place-chosen', { bubbles: true, detail: place }));
  }

  function forget() {
    element.querySelector('[data-choices]')?.remove();
    results.replaceChildren();
  }
}
