// The try-it box: uploads a dropped or selected image once, and shows an error in place of the result.
(() => {
  'use strict';
  const sentences = document.currentScript.dataset;
  const maxBytes = 10 * 1024 * 1024;
  const box = document.querySelector('#try');
  const form = box.querySelector('form');
  const input = form.querySelector('[type="file"]');

  input.addEventListener('change', submit);
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.querySelector('.drop').classList.toggle('dz-drag-hover', kind === 'dragover');
    });
  }
  form.addEventListener('drop', (event) => {
    if (event.dataTransfer.files.length) {
      const one = new DataTransfer();
      one.items.add(event.dataTransfer.files[0]);
      input.files = one.files;
      submit();
    }
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status >= 400 && event.detail.target.id === 'tried') {
      event.detail.shouldSwap = event.detail.xhr.responseText.includes('id="tried"');
      if (!event.detail.shouldSwap) {
        show(event.detail.xhr.status === 413 ? sentences.tooLarge : sentences.failed);
      }
    }
  });
  document.addEventListener('htmx:sendError', () => show(sentences.failed));
  document.addEventListener('htmx:afterSettle', () => document.querySelector('#tried').scrollIntoView({ block: 'nearest' }));

  function submit() {
    if (!input.files.length) {
      return;
    }
    if (input.files[0].size > maxBytes) {
      show(sentences.tooLarge);
      return;
    }
    show('');
    form.requestSubmit();
  }

  /** Shows a sentence in place of the result, or nothing. */
  function show(sentence) {
    const notice = document.createElement('p');
    notice.className = 'notice bad';
    notice.setAttribute('role', 'alert');
    notice.textContent = sentence;
    document.querySelector('#tried').replaceChildren(...(sentence ? [notice] : []));
  }
})();
