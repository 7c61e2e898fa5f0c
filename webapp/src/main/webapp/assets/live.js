// Keeps a page with an event stream up to date: at most one refresh in a while, and always one after the last news.
(() => {
  'use strict';
  const PAUSE_MILLIS = 700;
  const LOOK_AGAIN_MILLIS = 3000;

  document.addEventListener('sse:results', (event) => refreshSoon(event.target));
  document.addEventListener('uploaded', () => document.querySelectorAll('[data-live]').forEach(refreshSoon));

  // What happened while the stream was broken was not announced.
  document.addEventListener('htmx:sseError', (event) => { event.target.dataset.missed = 'true'; });
  document.addEventListener('htmx:sseOpen', (event) => {
    if (event.target.dataset.missed) {
      delete event.target.dataset.missed;
      refreshSoon(event.target);
    }
  });

  // News can be lost on the way, or come before the stream is open; while something is still in progress the page looks for
  // itself, too.
  setInterval(() => document.querySelectorAll('[data-live]').forEach((element) => {
    if (element.querySelector('.waiting') || document.querySelector('[data-finished="false"]')) {
      refreshSoon(element);
    }
  }), LOOK_AGAIN_MILLIS);

  // An image that is finished no longer changes, and its reader should not lose the slider's place.
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
