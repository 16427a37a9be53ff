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
  const form = document.getElementById('wish');
  let last = 0;
  form?.addEventListener('change', () => {
    clearTimeout(last);
    last = setTimeout(() => count(form), 400);
  });
}

/** Says anew what the answers in the form come to: what its button would show. @param {HTMLFormElement} form */
async function count(form) {
  const answers = new FormData(form);
  const sent = JSON.stringify([...answers]);
  answers.set('count', '1');
  try {
    const answer = await fetch(form.action, { method: 'POST', body: answers, redirect: 'error' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [fresh, shown] = [page, document].map((one) => one.getElementById('estimate'));
    const [options, country] = [page, document].map((one) => one.querySelector('[name="country"]'));
    // Whoever went on choosing meanwhile is told of the last choice only.
    if (!fresh || !options || JSON.stringify([...new FormData(form)]) !== sent) return;
    shown.replaceChildren(...fresh.childNodes);
    if (document.activeElement !== country) country.replaceChildren(...options.childNodes);
    document.getElementById('estimate-said').textContent = shown.textContent.trim();
  } catch {
    // Offline for a moment: the button asks again.
  }
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
