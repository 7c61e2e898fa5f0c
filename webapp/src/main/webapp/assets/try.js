// The try-it box: uploads a dropped or selected image immediately, and shows an error in place of the result.
(() => {
  'use strict';
  const box = document.querySelector('#try');
  const form = box.querySelector('form');
  const input = form.querySelector('[type="file"]');

  input.addEventListener('change', () => input.files.length && form.requestSubmit());
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
      form.requestSubmit();
    }
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status >= 400 && event.detail.target.id === 'tried') {
      event.detail.shouldSwap = event.detail.xhr.responseText.includes('id="tried"');
    }
  });
  document.addEventListener('htmx:afterSettle', () => document.querySelector('#tried').scrollIntoView({ block: 'nearest' }));
})();
