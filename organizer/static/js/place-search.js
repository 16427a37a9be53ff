/**
 * Looks up places while one types, and offers them as choices that the form sends. Without it the button beside
 * the field does the same by loading the page.
 *
 * On an element that holds the field: data-url (GET ?q= answers {places: [{id, label, detail, lat, lon, zone}]}),
 * data-for (id of the field), data-name (name of the radios), data-legend, data-none, data-other (words of "none of
 * these", whose value is 0; left out where a place must be one of the list). Choosing a place sends the event "place-chosen", with the place, up the page: the pin
 * listens.
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
    const group = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.className = 'visually-hidden';
    legend.textContent = element.dataset.legend;
    const choices = document.createElement('div');
    choices.className = 'choices choices--two';
    choices.append(...places.map(choice), ...(element.dataset.other ? [other()] : []));
    group.append(legend, choices);
    if (!places.length) {
      const none = document.createElement('p');
      none.className = 'field__hint';
      none.textContent = element.dataset.none;
      legend.after(none);
    }
    // Choices that the server drew are answers to an older question.
    element.querySelector('[data-choices]')?.remove();
    results.replaceChildren(group);
  }

  /** The place is in no list: what to say instead unfolds. */
  function other() {
    const words = document.createElement('span');
    words.textContent = element.dataset.other;
    return option('0', words, () => {
      const fold = element.nextElementSibling;
      if (fold instanceof HTMLDetailsElement) fold.open = true;
    });
  }

  /**
   * @param {string} value
   * @param {Node} words
   * @param {() => void} chosen
   */
  function option(value, words, chosen) {
    const label = document.createElement('label');
    label.className = 'choice';
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = element.dataset.name;
    radio.value = value;
    radio.addEventListener('change', chosen);
    label.append(radio, words);
    return label;
  }

  function choice(place) {
    const text = document.createElement('span');
    const name = document.createElement('bdi');
    name.textContent = place.label;
    const detail = document.createElement('small');
    detail.textContent = place.detail;
    text.append(name, detail);
    return option(place.id, text, () => {
      element.dispatchEvent(new CustomEvent('place-chosen', { bubbles: true, detail: place }));
    });
  }
}
