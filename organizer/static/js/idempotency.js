/**
 * Gives each opened form its own random key, so that what is sent twice is taken once. Pages come out of shared caches,
 * so the server cannot have written one. A form that came back with its key keeps it: it is the same wish.
 * @param {HTMLFormElement} form
 */
export default function idempotency(form) {
  let field = form.querySelector('input[name$="idempotency_key"]');
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'idempotency_key';
    form.append(field);
  }
  if (field.value) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  field.value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
