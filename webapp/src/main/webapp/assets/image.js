// The heatmap over an image: its opacity, and which of the two maps is shown.
(() => {
  'use strict';
  document.addEventListener('input', (event) => {
    if (event.target.matches('#opacity, [name="map"]')) {
      show();
    }
  });
  document.addEventListener('htmx:afterSettle', show);
  show();

  // A box drawn over the image opens a page with its measurements, at a URL that can be bookmarked.
  const form = document.querySelector('#area');
  const stage = form && document.querySelector('.stack-of');
  let from;
  stage?.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) {
      discard();
      return;
    }
    from = place(event);
    stage.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  stage?.addEventListener('pointermove', (event) => event.isPrimary && from && outline(from, place(event)));
  stage?.addEventListener('pointerup', (event) => {
    if (!event.isPrimary || !from) {
      return;
    }
    const box = between(from, place(event));
    discard();
    if (box[2] >= 2 && box[3] >= 2) {
      outline([box[0], box[1]], [box[0] + box[2], box[1] + box[3]]);
      form.querySelector('input:not([type="hidden"])').value = box.map((number) => number.toFixed(1)).join(',');
      form.submit();
    }
  });
  // The browser cancels a touch that turns out to scroll or zoom the page.
  stage?.addEventListener('pointercancel', discard);
  stage?.addEventListener('lostpointercapture', (event) => from && event.isPrimary && discard());

  /** Ends the drawing without a box. */
  function discard() {
    from = undefined;
    stage.querySelector('.draft')?.remove();
  }

  function place(event) {
    const frame = stage.getBoundingClientRect();
    const share = (at, start, length) => Math.min(100, Math.max(0, (100 * (at - start)) / length));
    return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
  }

  function between(one, other) {
    return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  }

  function outline(one, other) {
    const drawn = stage.querySelector('.areas');
    const rect = drawn.querySelector('.draft') ?? drawn.appendChild(document.createElementNS(drawn.namespaceURI, 'rect'));
    rect.setAttribute('class', 'draft');
    ['x', 'y', 'width', 'height'].forEach((name, at) => rect.setAttribute(name, between(one, other)[at]));
  }

  function show() {
    const slider = document.querySelector('#opacity');
    if (!slider) {
      return;
    }
    const chosen = document.querySelector('[name="map"]:checked')?.value;
    for (const map of document.querySelectorAll('.over')) {
      map.hidden = chosen !== undefined && map.dataset.map !== chosen;
      map.style.opacity = slider.value / 100;
    }
    for (const legend of document.querySelectorAll('[data-legend]')) {
      legend.hidden = chosen !== undefined && legend.dataset.legend !== chosen;
    }
    document.querySelector('#opacity-shown').textContent = `${slider.value}%`;
  }
})();

// The arrow keys lead to the previous and the next image, except in a field.
document.addEventListener('keydown', (event) => {
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  if (rel && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.target.closest('input, select, textarea, summary')) {
    document.querySelector(`.beside [rel="${rel}"]`)?.click();
  }
});
