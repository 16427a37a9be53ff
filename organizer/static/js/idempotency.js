/**
 * Gives each opened form its own random key, so that what is sent twice is taken once. Pages come out of shared caches,
 * so the server cannot have written one. A form that came back with its key keeps it: it is the same wish.
 * @param {HTMLFormElement} form with data-key-name, the name of the field, unless it is idempotency_key
 */
export default function idempotency(form) {
  const name = form.dataset.keyName ?? 'idempotency_key';
  let field = form.elements.namedItem(name);
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    form.append(field);
  }
  if (field.value) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  field.value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
