import { locale } from './locale.js';

/**
 * Keeps "12 days to go" right while a page stays open or comes out of a cache. Only days: nothing ticks.
 * @param {HTMLElement} element with data-day (2027-11-17) and data-words ("%d days to go")
 */
export default function countdown(element) {
  const [year, month, day] = element.dataset.day.split('-').map(Number);
  const now = new Date();
  const days = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86_400_000);
  if (!element.dataset.words || !(days > 1)) return;
  const number = new Intl.NumberFormat(locale()).format(days);
  element.textContent = element.dataset.words.replace('%d', number);
}
