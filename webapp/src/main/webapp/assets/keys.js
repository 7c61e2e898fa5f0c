// Copies a new key to the clipboard, and inserts the URL of this site into the example.
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  document.querySelectorAll('[data-origin]').forEach((place) => { place.textContent = location.origin; });

  document.querySelectorAll('[data-copy]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const source = document.getElementById(button.dataset.copy);
      const said = document.getElementById('copied');
      try {
        await navigator.clipboard.writeText(source.textContent);
        said.textContent = words.copied;
      } catch {
        getSelection().selectAllChildren(source);
        said.textContent = words.press;
      }
    });
  });
})();
