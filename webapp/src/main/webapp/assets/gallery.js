// The gallery: arrow keys move the focus, x selects the focused card, m shows the heatmaps; the histogram chooses scores.
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  const filter = document.querySelector('#filter');
  const library = () => document.querySelector('#library');
  const form = () => document.querySelector('#selection');

  document.addEventListener('change', (event) => event.target.closest('#selection') && show());
  document.addEventListener('reset', (event) => event.target.id === 'selection' && setTimeout(show));
  document.addEventListener('htmx:afterSettle', () => {
    show();
    showMaps();
    drawRange();
  });

  // Filters apply at once; a form without values has a short address.
  document.addEventListener('htmx:configRequest', (event) => {
    if (event.target === filter) {
      for (const [name, value] of Object.entries(event.detail.parameters)) {
        if (value === '') {
          delete event.detail.parameters[name];
        }
      }
      // The menu that hides the filters on narrow screens shows that some are set.
      const others = Object.keys(event.detail.parameters).filter((name) => !['q', 'sort', 'rank'].includes(name));
      filters.querySelector('summary').classList.toggle('active', others.length > 0);
    }
  });
  // htmx restores the page of an earlier address without running this script.
  addEventListener('popstate', () => location.reload());

  const filters = document.querySelector('.filters');
  const wide = matchMedia('(min-width: 64rem)');
  const unfold = () => { filters.open = wide.matches || filters.open; };
  unfold();
  wide.addEventListener('change', unfold);

  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input:not(.pick), select, textarea')) {
      return;
    }
    if (event.key === 'm') {
      toggleMaps();
      return;
    }
    if (event.key === 'Escape') {
      document.querySelectorAll('.menu-of[open], .intake-more[open]').forEach((menu) => { menu.open = false; });
    }
    const card = event.target.closest('#selection .card');
    if (!card) {
      return;
    }
    const cards = [...form().querySelectorAll('.card')];
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(cards), ArrowUp: -columns(cards) }[event.key];
    if (step) {
      cards[cards.indexOf(card) + step]?.querySelector('h3 a').focus();
      event.preventDefault();
    } else if (event.key === 'x') {
      card.querySelector('.pick').click();
      event.preventDefault();
    }
  });
  // One menu at a time.
  document.addEventListener('click', (event) => document.querySelectorAll('.menu-of[open], .intake-more[open]').forEach((menu) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }));

  function columns(cards) {
    const top = cards[0].offsetTop;
    return cards.filter((card) => card.offsetTop === top).length;
  }

  function show() {
    const all = form().querySelector('[name="all"]');
    const picked = form().querySelectorAll('.pick:checked').length;
    form().querySelector('.picked').classList.toggle('shown', picked > 0 || Boolean(all?.checked));
    const count = form().querySelector('.picked-count');
    count.hidden = picked === 0 || Boolean(all?.checked);
    count.textContent = picked === 1 ? words.one : words.many.replace('#', picked);
    const compare = form().querySelector('[formaction$="/compare"]');
    compare.disabled = picked < 2 || picked > 6 || Boolean(all?.checked);
    compare.title = compare.disabled ? words.compare : '';
  }

  // Heatmaps are loaded when they are looked at.
  let mapsShown = false;
  document.addEventListener('click', (event) => event.target.closest('.show-maps') && toggleMaps());
  document.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && load(event.target.closest?.('.card')));
  document.addEventListener('focusin', (event) => load(event.target.closest('.card')));

  function toggleMaps() {
    mapsShown = !mapsShown;
    showMaps();
  }

  function showMaps() {
    library().classList.toggle('with-maps', mapsShown);
    const button = document.querySelector('.show-maps');
    if (button) {
      button.hidden = !library().querySelector('.map');
      button.setAttribute('aria-pressed', mapsShown);
    }
    if (mapsShown) {
      library().querySelectorAll('.card').forEach(load);
    }
  }

  function load(card) {
    const map = card?.querySelector('.map[hidden]');
    if (map) {
      map.loading = 'lazy';
      map.src = map.dataset.src;
      map.hidden = false;
    }
  }

  // Dragging over the histogram chooses a range of scores.
  const field = (name) => filter.elements[name];
  let from;
  filter.addEventListener('pointerdown', (event) => {
    const drawing = event.target.closest('.histogram svg');
    if (drawing && event.button === 0) {
      from = scoreAt(event, drawing);
      drawing.setPointerCapture(event.pointerId);
      choose(from, from);
      event.preventDefault();
    }
  });
  filter.addEventListener('pointermove', (event) => from !== undefined && choose(from, scoreAt(event, drawingOf())));
  filter.addEventListener('pointerup', (event) => {
    if (from === undefined) {
      return;
    }
    const to = scoreAt(event, drawingOf());
    const start = from;
    from = undefined;
    // A click without a drag shows all scores again.
    choose(Math.abs(to - start) < 0.2 ? '' : start, to);
    field('min').dispatchEvent(new Event('change', { bubbles: true }));
  });
  filter.addEventListener('pointercancel', () => { from = undefined; });
  filter.addEventListener('input', drawRange);

  function drawingOf() {
    return filter.querySelector('.histogram svg');
  }

  function scoreAt(event, drawing) {
    const frame = drawing.getBoundingClientRect();
    return Math.min(10, Math.max(0, Math.round((40 * (event.clientX - frame.left)) / frame.width) / 4));
  }

  function choose(one, other) {
    field('min').value = one === '' ? '' : Math.min(one, other);
    field('max').value = one === '' ? '' : Math.max(one, other);
    drawRange();
  }

  function drawRange() {
    const chosen = filter.querySelector('.histogram .chosen');
    const low = field('min').value === '' ? 0 : Number(field('min').value);
    const high = field('max').value === '' ? 10 : Number(field('max').value);
    const isAll = field('min').value === '' && field('max').value === '';
    chosen.setAttribute('x', low * 4);
    chosen.setAttribute('width', isAll ? 0 : Math.max(0.1, (high - low) * 4));
    filter.querySelectorAll('.histogram .bin').forEach((bin) =>
      bin.classList.toggle('left-out', !isAll && (Number(bin.dataset.to) <= low || Number(bin.dataset.from) >= high)));
  }

  // The offer to undo a deletion ends with the time in which it is possible.
  const undo = document.querySelector('.undo');
  if (undo) {
    const address = new URL(location);
    address.searchParams.delete('removed');
    address.searchParams.delete('undo');
    history.replaceState(null, '', address);
    setTimeout(() => undo.remove(), undo.dataset.seconds * 1000);
  }

  show();
  showMaps();
  drawRange();
})();
