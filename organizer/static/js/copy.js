/** Copies the text of another element and says so. @param {HTMLButtonElement} button with data-source (an id) and data-done */
export default function copy(button) {
  const source = document.getElementById(button.dataset.source);
  const word = button.querySelector('span') ?? button;
  const before = word.textContent;
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}
