// The heatmap over a picture: how strongly it shows, and which of the two maps.
(() => {
  'use strict';
  document.addEventListener('input', (event) => {
    if (event.target.matches('#opacity, [name="map"]')) {
      show();
    }
  });
  document.addEventListener('htmx:afterSettle', show);
  show();

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
