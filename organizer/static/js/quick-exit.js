/**
 * Leaves the page at once, blank before the next one has loaded, and not found again by the back button.
 * Three times Escape do the same.
 * @param {HTMLAnchorElement} link
 */
export default function quickExit(link) {
  let presses = 0;
  let last = 0;
  const leave = () => {
    document.title = '…';
    document.body.replaceChildren();
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => { event.preventDefault(); leave(); });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') { presses = 0; return; }
    presses = event.timeStamp - last < 1500 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave();
  });
}
