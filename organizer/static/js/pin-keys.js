/** Moves a pin without a mouse or a keyboard: four buttons below its map, and a sentence that says where it is now. */
const WAIT = 600;
/** Which way each goes, in steps to the right and down, and what stands on its button. */
const WAYS = { west: [-1, 0, '←'], north: [0, -1, '↑'], south: [0, 1, '↓'], east: [1, 0, '→'] };

/**
 * @param {HTMLElement} element the map's frame; the buttons stand after it
 * @param {{west: string, north: string, south: string, east: string}} words
 * @param {(step: number[]) => void} nudge
 */
export function addButtons(element, words, nudge) {
  const row = document.createElement('div');
  row.className = 'button-row';
  row.dir = 'ltr';
  for (const [way, [right, down, sign]] of Object.entries(WAYS)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button--small';
    button.title = words[way];
    button.setAttribute('aria-label', words[way]);
    button.textContent = sign;
    button.addEventListener('click', () => nudge([right, down]));
    row.append(button);
  }
  element.after(row);
}

/** Says a position to screen readers once it rests. @param {HTMLElement} element @param {string} words with "{point}" @returns {(lat: string, lon: string) => void} */
export function sayer(element, words) {
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  element.after(status);
  let timer = 0;
  return (lat, lon) => {
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = words.replace('{point}', `${lat}, ${lon}`); }, WAIT);
  };
}
