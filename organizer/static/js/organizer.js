/**
 * Upgrades what the server sent. Every page works before this runs, and without it.
 * An element names its modules: <form data-module="form-guard idempotency">.
 */
const MODULES = new Set([
  'copy', 'countdown', 'door', 'form-guard', 'gate', 'idempotency', 'live-sheet', 'local-time', 'map', 'near-me', 'pin', 'place-search',
  'packs', 'queue-keys', 'quick-exit', 'share',
]);

for (const element of document.querySelectorAll('[data-module]')) {
  for (const name of element.dataset.module.split(' ')) {
    if (MODULES.has(name)) import(`./${name}.js`).then((module) => module.default(element));
  }
}
