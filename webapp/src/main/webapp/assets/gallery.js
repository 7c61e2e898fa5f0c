// Keyboard control of the gallery and the count of selected images: arrow keys move the focus, x selects the focused card.
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  const form = document.querySelector('#selection');
  const count = form.querySelector('.picked-count');
  const bar = form.querySelector('.picked');

  form.addEventListener('change', show);
  form.addEventListener('reset', () => setTimeout(show));
  document.addEventListener('htmx:afterSettle', show);
  show();

  form.addEventListener('keydown', (event) => {
    const card = event.target.closest('.card');
    if (!card || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const cards = [...form.querySelectorAll('.card')];
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(cards), ArrowUp: -columns(cards) }[event.key];
    if (step) {
      cards[cards.indexOf(card) + step]?.querySelector('h3 a').focus();
      event.preventDefault();
    } else if (event.key === 'x') {
      card.querySelector('.pick').click();
      event.preventDefault();
    }
  });

  function columns(cards) {
    const top = cards[0].offsetTop;
    return cards.filter((card) => card.offsetTop === top).length;
  }

  function show() {
    const picked = form.querySelectorAll('.pick:checked').length;
    bar.classList.toggle('shown', picked > 0);
    count.hidden = picked === 0;
    count.textContent = picked === 1 ? words.one : words.many.replace('#', picked);
    const compare = form.querySelector('[formaction$="/compare"]');
    compare.disabled = picked < 2 || picked > 6;
    compare.title = compare.disabled ? words.compare : '';
  }
})();
