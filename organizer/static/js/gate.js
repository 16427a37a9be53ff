import { leadingZeros } from './sha256.js';

/** So long a piece of work may hold up the page. */
const AT_ONCE = 40;

/**
 * Does the calculation that a form asks for while very many are sent, then sends it. Without it, waiting does as well.
 * @param {HTMLFormElement} form with data-seed, data-bits, data-pieces, data-field, and words in data-working and data-done
 */
export default async function gate(form) {
  const { seed, bits, pieces, field, working, done } = form.dataset;
  const status = form.querySelector('[role="status"]');
  const found = [];
  let told = -1;
  let number = 0;
  while (found.length < Number(pieces)) {
    const percent = Math.floor((4 * found.length) / Number(pieces)) * 25;
    if (percent !== told) {
      told = percent;
      status.textContent = working.replace('{percent}', new Intl.NumberFormat(document.documentElement.lang).format(percent));
    }
    const until = performance.now() + AT_ONCE;
    while (found.length < Number(pieces) && performance.now() < until) {
      for (let tries = 0; tries < 256; tries += 1, number += 1) {
        if (leadingZeros(`${seed}.${found.length}.${number}`) >= Number(bits)) {
          found.push(number);
          number = -1;
          break;
        }
      }
      if (number === -1) number = 0;
    }
    await new Promise((resolve) => { setTimeout(resolve); });
  }
  const result = document.createElement('input');
  result.type = 'hidden';
  result.name = field;
  result.value = found.join('.');
  form.append(result);
  status.textContent = done;
  form.requestSubmit();
}
