const PAUSE = 350;

/**
 * Shows a sheet anew as soon as something else is chosen: what the form's button would show, without a new page.
 * @param {HTMLFormElement} form
 */
export default function liveSheet(form) {
  const place = document.getElementById('sheet');
  let asked = 0;
  form.addEventListener('change', () => {
    const mine = ++asked;
    setTimeout(async () => {
      if (mine !== asked) return;
      const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      try {
        const answer = await fetch(address);
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const [sheet, file] = [page.getElementById('sheet'), page.getElementById('file')];
        // What is wrong stands beside its field on a page of its own; the button shows it.
        if (mine !== asked || !answer.ok || !sheet) return;
        place.replaceChildren(...sheet.childNodes);
        document.getElementById('file').href = file.href;
        history.replaceState(null, '', address);
      } catch {
        // Offline for a moment: the button asks again.
      }
    }, PAUSE);
  });
}
