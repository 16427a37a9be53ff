const PAUSE = 3000;

/**
 * Brings the packs on the page up to date while one is being made: what a reload would show, without one. A screen
 * reader hears nothing until it is over; then the page says so once.
 * @param {HTMLElement} place with data-url, the page's own address, and data-done, what is said at the end
 */
export default function packs(place) {
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('role', 'status');
  place.after(said);
  const look = async () => {
    if (!place.querySelector('[data-running]')) return;
    if (!document.hidden && !place.contains(document.activeElement)) await renew(place, said);
    setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}

async function renew(place, said) {
  const before = place.querySelectorAll('[data-running]').length;
  try {
    const answer = await fetch(place.dataset.url, { redirect: 'error' });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-module~="packs"]');
    if (!fresh) return;
    place.replaceChildren(...fresh.childNodes);
    const running = place.querySelectorAll('[data-running]').length;
    if (running < before) said.textContent = place.dataset.done;
  } catch {
    // Offline for a moment: the next look comes.
  }
}
