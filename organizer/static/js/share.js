/** Shows the button only where the device can share. @param {HTMLButtonElement} button */
export default function share(button) {
  if (!navigator.share) return;
  button.hidden = false;
  // Somebody who thinks better of it is no error.
  button.addEventListener('click', () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}
