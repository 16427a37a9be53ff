/**
 * j and k move through the list; another letter goes to the button that names it (data-key). Never while typing;
 * can be turned off (WCAG 2.1.4).
 * @param {HTMLElement} list
 */
export default function queueKeys(list) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select') || document.querySelector('[data-keys-off]:checked')) return;
    const links = [...list.querySelectorAll('a')];
    const here = links.indexOf(document.activeElement);
    if (event.key === 'j') links[Math.min(here + 1, links.length - 1)]?.focus();
    else if (event.key === 'k') links[Math.max(here - 1, 0)]?.focus();
    else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.focus();
  });
}
