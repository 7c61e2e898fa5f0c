// Updates a page from an event stream. Refreshes are rate-limited, and the last event is always followed by a refresh.
(() => {
  'use strict';
  const PAUSE_MILLIS = 700;
  const LOOK_AGAIN_MILLIS = 3000;

  document.addEventListener('sse:results', (event) => refreshSoon(event.target));
  document.addEventListener('uploaded', () => document.querySelectorAll('[data-live]').forEach(refreshSoon));

  // Events were lost while the stream was disconnected.
  document.addEventListener('htmx:sseError', (event) => { event.target.dataset.missed = 'true'; });
  document.addEventListener('htmx:sseOpen', (event) => {
    if (event.target.dataset.missed) {
      delete event.target.dataset.missed;
      refreshSoon(event.target);
    }
  });

  // Events can get lost, or occur before the stream is open. While an analysis is in progress, the page therefore also
  // refreshes periodically.
  setInterval(() => document.querySelectorAll('[data-live]').forEach((element) => {
    if (element.querySelector('.waiting') || document.querySelector('[data-finished="false"]')) {
      refreshSoon(element);
    }
  }), LOOK_AGAIN_MILLIS);

  // A finished image does not change, and a refresh would reset the slider.
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.target.matches('[data-live]') && document.querySelector('[data-finished="true"]')) {
      event.preventDefault();
    }
  });

  const pending = new WeakSet();
  function refreshSoon(element) {
    if (!element.matches('[data-live]') || pending.has(element)) {
      return;
    }
    pending.add(element);
    setTimeout(() => {
      pending.delete(element);
      htmx.trigger(element, 'refresh');
    }, PAUSE_MILLIS);
  }
})();
