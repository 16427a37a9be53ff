/**
 * The door on a telephone: ticks count at once, are kept on the telephone (codes and numbers, no names) and sent when
 * there is a network. A tick says how many are here, so it may be sent twice.
 * @param {HTMLElement} page with data-sync, perhaps data-worker, and our words
 */
export default function door(page) {
  const list = page.querySelector('[data-part=list]');
  const state = page.querySelector('[data-part=state]');
  const store = `door:${page.dataset.sync}`;
  /** @type {Map<string, {guest?: string, key?: string, people: number}>} ticked and not sent, the newest of each */
  const waiting = new Map(JSON.parse(localStorage.getItem(store) ?? '[]'));
  let isSending = false;

  const number = new Intl.NumberFormat(document.documentElement.lang);
  const [here, , walkIns] = page.querySelectorAll('.numbers dd');
  const say = (words) => { state.textContent = words; };
  const keep = () => {
    if (waiting.size) localStorage.setItem(store, JSON.stringify([...waiting]));
    else localStorage.removeItem(store);
    say(waiting.size ? page.dataset.waits.replace('{n}', number.format(waiting.size)) : '');
  };
  const row = (code) => list?.querySelector(`[data-code="${CSS.escape(code)}"]`);
  const show = (code, people) => {
    const found = row(code);
    if (!found) return;
    if (people) found.setAttribute('aria-current', 'true');
    else found.removeAttribute('aria-current');
    found.querySelector('[data-part=here]').textContent = people ? `✓ ${number.format(people)}` : '';
    const button = found.querySelector('button[name=people]');
    if (button) button.value = people ? 0 : 1;
  };

  async function send() {
    if (isSending || !waiting.size) return;
    isSending = true;
    const sent = [...waiting];
    const body = JSON.stringify({ ticks: sent.map(([, tick]) => tick) });
    try {
      const answer = await fetch(page.dataset.sync, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      if (answer.status === 404 || answer.status === 409) { waiting.clear(); keep(); say(page.dataset.gone); return; }
      if (answer.status === 423) { location.reload(); return; }
      if (!answer.ok) return;
      const stood = await answer.json();
      // What was ticked anew while it was on its way waits for the next time.
      for (const [name, tick] of sent) if (waiting.get(name) === tick) waiting.delete(name);
      for (const [code, people] of Object.entries(stood.here)) if (!waiting.has(code)) show(code, people);
      here.textContent = number.format(stood.people);
      walkIns.textContent = number.format(stood.walkIns);
      keep();
      if (stood.unknown.length) say(page.dataset.unknown);
    } catch { /* No network: it waits. */ } finally { isSending = false; }
  }
  const tick = (name, entry) => { waiting.set(name, entry); keep(); send(); };

  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const people = Number(sent.get('people'));
    const guest = sent.get('guest');
    if (guest) { show(guest, people); tick(guest, { guest, people }); return; }
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    const key = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    tick(key, { key, people });
    form.reset();
  });

  // Looking for somebody needs no network.
  const search = page.querySelector('[data-part=search]');
  const plain = (words) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const look = () => {
    const words = plain(search.elements.q.value).split(/\s+/);
    for (const one of list?.children ?? []) {
      const hay = `${plain(one.querySelector('[data-part=name]').textContent)} ${one.dataset.code}`;
      one.hidden = !words.every((word) => hay.includes(word));
    }
  };
  search.elements.q.addEventListener('input', look);

  // A photograph of the code: no camera permission is asked for, the picture never leaves the telephone.
  const scan = page.querySelector('[data-part=scan]');
  if ('BarcodeDetector' in window) {
    scan.hidden = false;
    scan.querySelector('input').addEventListener('change', async ({ target }) => {
      const [file] = target.files;
      if (!file) return;
      const codes = await new BarcodeDetector({ formats: ['qr_code'] }).detect(await createImageBitmap(file));
      const code = codes[0]?.rawValue.split('#in-')[1];
      const found = code && row(code);
      if (!found) { say(page.dataset.unknown); return; }
      search.elements.q.value = code;
      look();
      found.querySelector('button').focus();
    });
  }

  for (const { guest, people } of waiting.values()) if (guest) show(guest, people);
  keep();
  send();
  addEventListener('online', send);
  setInterval(send, 20_000);
  if (page.dataset.worker) navigator.serviceWorker?.register(page.dataset.worker).catch(() => {});
}
