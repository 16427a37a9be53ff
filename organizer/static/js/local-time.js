import { locale } from './locale.js';

/**
 * Adds the reader's own hour, second after the event's. Where both clocks agree, the line says nothing new and goes.
 * @param {HTMLElement} element with data-start (UTC), data-label ("your time") and data-locale
 */
export default function localTime(element) {
  const start = new Date(element.dataset.start);
  if (Number.isNaN(start.valueOf())) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  const city = zone.split('/').pop().replaceAll('_', ' ');
  const lang = element.dataset.locale || element.closest('[lang]').lang;
  const format = new Intl.DateTimeFormat(locale(lang), { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const name = document.createElement('bdi');
  name.textContent = `(${city})`;
  element.replaceChildren(`${format.format(start)} ${element.dataset.label} `, name);
}
