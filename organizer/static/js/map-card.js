/**
 * The events of one mark, as links, at the foot of the map; Escape gives the focus back to the mark.
 * @param {HTMLElement} element the map's frame @param {string} base of events' addresses @param {{shut: string}} words
 */
export function createCard(element, base, words) {
  const card = document.createElement('div');
  card.className = 'map__card';
  card.hidden = true;
  element.append(card);
  let opener = null;
  const shut = () => { card.hidden = true; opener?.focus(); };
  card.addEventListener('keydown', (event) => { if (event.key === 'Escape') shut(); });
  return {
    /** @param {import('./map-source.js').Listed[]} events @param {HTMLElement} button that opened it */
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
