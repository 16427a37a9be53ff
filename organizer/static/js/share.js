/**
 * Shows the button only where the device can share: the page, or the picture at data-file itself, which messengers
 * then show as one.
 * @param {HTMLButtonElement} button
 */
export default function share(button) {
  const address = button.dataset.file;
  const name = address && new URL(address, location).pathname.split('/').pop();
  const made = (parts) => ({ files: [new File(parts, name, { type: 'image/png' })] });
  if (!navigator.share || (address && !navigator.canShare?.(made(['-'])))) return;
  button.hidden = false;
  let fetched;
  const fetchIt = () => { fetched ??= fetch(address).then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer))); };
  // Devices share only for a moment after the tap: the picture is fetched when the finger comes down.
  if (address) button.addEventListener('pointerdown', fetchIt);
  button.addEventListener('click', async () => {
    try {
      if (!address) { await navigator.share({ title: document.title, url: location.href }); return; }
      fetchIt();
      await navigator.share(made([await fetched]));
    } catch {
      // Somebody who thinks better of it is no error; a picture that did not come is asked for again.
      fetched = undefined;
    }
  });
}
