/**
 * Stands in index.html itself and runs before everything else. Where a file of the page does not come (browsers give up all they are
 * fetching when the network changes), the page is loaded anew, ever more rarely and without end: nobody stands before a wall.
 */
const TRIES = 'boot.tries';
const FIRST_MS = 500;
const LONGEST_MS = 30_000;

let isMissing = false;

function again(): void {
  // What is drawn has its own ways to say that something did not come, and may hold what somebody is writing.
  if (isMissing || document.querySelector('.boot') === null) return;
  isMissing = true;
  const tries = Number(sessionStorage.getItem(TRIES) ?? 0);
  sessionStorage.setItem(TRIES, String(tries + 1));
  setTimeout(() => location.reload(), Math.min(LONGEST_MS, FIRST_MS * 2 ** tries));
}

// Errors of elements do not bubble.
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel === 'stylesheet')) again();
  },
  true,
);
document.fonts.addEventListener('loadingerror', again);
addEventListener('load', () => {
  if (!isMissing) sessionStorage.removeItem(TRIES);
});

export {};
