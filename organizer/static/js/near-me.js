/**
 * Asks the browser where it is, on a press only, and sends the name of the wide cell that it is in: never the position.
 * Cells are those of organizer/places/cells.py, about 11 km wide and high everywhere; the name holds nothing finer.
 */
const CELL = 0.1;
const ROWS = 1800;

/**
 * @param {number} lat degrees north (WGS 84)
 * @param {number} lon degrees east
 * @returns {string} row and column: "1425-1893"
 */
export function cellAt(lat, lon) {
  const row = Math.min(Math.max(Math.floor((lat + 90) / CELL), 0), ROWS - 1);
  const middle = (row + 0.5) * CELL - 90;
  const columns = Math.max(1, Math.round(360 * Math.cos(middle * Math.PI / 180) / CELL));
  const turned = (((lon + 180) % 360) + 360) % 360;
  return `${row}-${Math.floor(turned / 360 * columns) % columns}`;
}

/** @param {HTMLElement} element a section with a form that has a hidden field "cell", and words for when it fails */
export default function nearMe(element) {
  if (!('geolocation' in navigator)) return;
  const form = element.querySelector('form');
  const cell = form.elements.namedItem('cell');
  const wrong = element.querySelector('[data-wrong]');
  element.hidden = false;
  form.addEventListener('submit', (event) => {
    if (cell.value) return;
    event.preventDefault();
    wrong.hidden = true;
    form.setAttribute('aria-busy', 'true');
    const done = (name) => {
      form.removeAttribute('aria-busy');
      cell.value = name;
      wrong.hidden = Boolean(name);
      if (name) form.submit();
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(cellAt(coords.latitude, coords.longitude)),
      () => done(''),
      { enableHighAccuracy: false, maximumAge: 600_000, timeout: 20_000 },
    );
  });
}
