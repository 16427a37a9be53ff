/**
 * Looks up places while one types, and offers them as choices that the form sends. Without it the button beside
 * the field does the same by loading the page.
 *
 * On an element that holds the field: data-url (GET ?q= answers {places: [{id, label, detail, lat, lon, zone}]}),
 * data-for (id of the field), data-name (name of the radios), data-legend, data-none. Choosing one sends the event "place-chosen",
 * with the place, up the page: the pin listens.
 * @param {HTMLElement} element
 */
export default function placeSearch(element) {
  const field = document.getElementById(element.dataset.for);
  if (!field) return;
  const results = document.createElement('div');
  results.setAttribute('aria-live', 'polite');
  (element.querySelector('[data-results]') ?? element).append(results);
  let timer = 0;
  let request = new AbortController();
  field.setAttribute('autocomplete', 'off');
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  });

  async function look() {
    const query = field.value.trim();
    request.abort();
    request = new AbortController();
    if (query.length < 2) { results.replaceChildren(); return; }
    const address = `${element.dataset.url}?q=${encodeURIComponent(query)}`;
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: 'application/json' } });
      if (answer.ok) show((await answer.json()).places);
    } catch (error) {
      // A newer search, or no network: the button still works.
      if (error.name !== 'AbortError') results.replaceChildren();
    }
  }

  /** @param {{id: string, label: string, detail: string, lat: number, lon: number, zone: string}[]} places */
  function show(places) {
    if (!places.length) {
      const none = document.createElement('p');
      none.className = 'field__hint';
      none.textContent = element.dataset.none;
      results.replaceChildren(none);
      return;
    }
    const group = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.className = 'visually-hidden';
    legend.textContent = element.dataset.legend;
    const choices = document.createElement('div');
    choices.className = 'choices choices--two';
    choices.append(...places.map(choice));
    group.append(legend, choices);
    // Choices that the server drew are answers to an older question.
    element.querySelector('[data-choices]')?.remove();
    results.replaceChildren(group);
  }

  function choice(place) {
    const label = document.createElement('label');
    label.className = 'choice';
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = element.dataset.name;
    radio.value = place.id;
    radio.addEventListener('change', () => {
      element.dispatchEvent(new CustomEvent('place-chosen', { bubbles: true, detail: place }));
    });
    const text = document.createElement('span');
    const name = document.createElement('bdi');
    name.textContent = place.label;
    const detail = document.createElement('small');
    detail.textContent = place.detail;
    text.append(name, detail);
    label.append(radio, text);
    return label;
  }
}
