/**
 * One sending at a time, and no typed word lost by a wrong tap: leaving asks first while long text is unsent.
 * The button stays a button; it is only deaf until the answer comes or the page is shown again.
 * @param {HTMLFormElement} form
 */
export default function formGuard(form) {
  let isSending = false;
  const rest = () => {
    isSending = false;
    form.removeAttribute('aria-busy');
  };
  form.addEventListener('submit', (event) => {
    if (isSending) { event.preventDefault(); return; }
    isSending = true;
    form.setAttribute('aria-busy', 'true');
    // Without an answer, the reader may try again: the key of the form makes that safe.
    setTimeout(rest, 20_000);
  });
  window.addEventListener('pageshow', rest);
  window.addEventListener('beforeunload', (event) => {
    const hasWords = [...form.querySelectorAll('textarea')].some((area) => area.value.length > area.defaultValue.length + 40);
    if (hasWords && !isSending) event.preventDefault();
  });
}
