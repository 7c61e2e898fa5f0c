// Notes on an image: "@" in a note opens the list of people, and writing goes on without a reload.
(() => {
  'use strict';

  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('.note-form');
    if (!form || event.target.name !== 'text') {
      return;
    }
    const list = form.querySelector('.mentions');
    const typed = wordBefore(event.target);
    if (!list || typed === undefined) {
      return;
    }
    list.open = true;
    for (const choice of list.querySelectorAll('.choice')) {
      const { name } = choice.querySelector('input').dataset;
      choice.hidden = !name.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase());
    }
    // Without a match, all people are there to choose from.
    if (!list.querySelector('.choice:not([hidden])')) {
      list.querySelectorAll('.choice').forEach((choice) => { choice.hidden = false; });
    }
  });

  // Choosing somebody completes what was typed after the "@".
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('.note-form');
    if (!form || event.target.name !== 'mention' || !event.target.checked) {
      return;
    }
    const text = form.elements.text;
    const typed = wordBefore(text);
    if (typed !== undefined) {
      const end = text.selectionStart;
      text.setRangeText(`${event.target.dataset.name} `, end - typed.length, end, 'end');
      text.focus();
    }
    form.querySelectorAll('.mentions .choice').forEach((choice) => { choice.hidden = false; });
  });

  /** What is typed after an "@" at the cursor; undefined if nothing is. */
  function wordBefore(text) {
    return /(?:^|\s)@([^\s@]{0,40})$/.exec(text.value.slice(0, text.selectionStart))?.[1];
  }

  document.addEventListener('htmx:responseError', (event) => {
    const problem = document.querySelector('#note-problem');
    if (!problem || !event.target.closest?.('#notes')) {
      return;
    }
    let detail = event.detail.xhr.statusText;
    try {
      detail = JSON.parse(event.detail.xhr.responseText).detail ?? detail;
    } catch {
      // A failure without a body in JSON.
    }
    problem.textContent = detail;
    problem.hidden = false;
  });
})();
