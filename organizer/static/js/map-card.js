/** So many more events come at a press. */
const PAGE = 100;

/**
 * The events of one mark, as links, in a card over the map (below it on a phone).
 * @param {HTMLElement} element the map's frame @param {string} base of events' addresses @param {{shut: string, further: string}} words
 * @param {() => void} onShut called when a reader shuts it
 */
export function createCard(element, base, words, onShut) {
  const card = document.createElement('div');
  card.className = 'map__card';
  card.hidden = true;
  element.append(card);
  let opener = null;
  const hide = () => { card.hidden = true; };
  const moreButton = (list, items, count, more) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: words.further });
    button.addEventListener('click', async () => {
      const known = list.children.length;
      const rest = items((await more(known + PAGE).catch(() => [])).slice(known));
      if (!rest.length) return;
      list.append(...rest);
      if (list.children.length >= count) button.remove();
      rest[0].querySelector('a').focus();
    });
    return button;
  };
  const shut = () => { hide(); opener?.focus(); onShut(); };
  card.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); shut(); } });
  return {
    hide,
    /**
     * @param {import('./map-source.js').Listed[]} events @param {string} title what they have in common
     * @param {HTMLElement} button that opened it and gets the focus back
     * @param {number} [count] how many there are, when `events` are the first ones
     * @param {(limit: number) => Promise<import('./map-source.js').Listed[]>} [more] gives more of them, from the first on
     */
    show(events, title, button, count = events.length, more = undefined) {
      opener = button;
      const head = Object.assign(document.createElement('p'), { className: 'map__title', textContent: title, dir: 'auto' });
      const list = document.createElement('ul');
      list.className = 'map__list';
      const items = (some) => some.map((event) => {
        const item = document.createElement('li');
        const link = Object.assign(document.createElement('a'), { href: `${base}${event.code}/`, textContent: event.title, dir: 'auto' });
        item.append(link, Object.assign(document.createElement('bdi'), { textContent: event.city }));
        return item;
      });
      list.append(...items(events));
      const close = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: words.shut });
      close.addEventListener('click', shut);
      card.replaceChildren(...(events.length > 1 ? [head] : []), list, ...(more && count > events.length ? [moreButton(list, items, count, more)] : []), close);
      card.hidden = false;
      card.querySelector('a').focus();
    },
  };
}
