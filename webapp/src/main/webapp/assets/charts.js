// Draws each table of figures as a chart, in the page's own colours, and folds the table away beneath it.
(() => {
  'use strict';
  const drawn = new Map();
  const unfolded = new Set();
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function colour(name) {
    // A property may hold light-dark(), which only an element resolves.
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  const TONES = { brand: 'brand', good: 'good', warn: 'warn', bad: 'bad', soft: 'line-strong' };

  function read(table) {
    const names = [...table.querySelectorAll('thead th')];
    const rows = [...table.querySelectorAll('tbody tr')];
    return {
      labels: rows.map((row) => row.querySelector('th').textContent),
      datasets: names.map((name, at) => ({
        label: name.textContent,
        data: rows.map((row) => Number(row.querySelectorAll('td')[at].textContent)),
        backgroundColor: colour(TONES[name.dataset.tone] || 'brand'),
        borderColor: colour(TONES[name.dataset.tone] || 'brand'),
        borderWidth: 0,
        maxBarThickness: 28,
      })),
    };
  }

  function draw(figure) {
    drawn.get(figure.id)?.destroy();
    const box = figure.querySelector('.drawing');
    const details = figure.querySelector('details');
    box.hidden = false;
    details.open = unfolded.has(figure.id);
    details.addEventListener('toggle', () => (details.open ? unfolded.add(figure.id) : unfolded.delete(figure.id)));
    const stacked = figure.dataset.chart === 'bar';
    const ink = colour('ink-soft');
    const grid = colour('line');
    drawn.set(figure.id, new Chart(figure.querySelector('canvas'), {
      type: figure.dataset.chart === 'bars' ? 'bar' : figure.dataset.chart,
      data: read(figure.querySelector('table')),
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: { stacked, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16 } },
          y: { stacked, beginAtZero: true, grid: { color: grid }, border: { display: false }, ticks: { color: ink, maxTicksLimit: 6, ...(figure.dataset.chart === 'bars' ? {} : { precision: 0 }) } },
        },
        plugins: { legend: { position: 'bottom', labels: { color: ink, boxWidth: 12, boxHeight: 12 } } },
      },
    }));
  }

  const drawAll = (root) => root.querySelectorAll('[data-chart]').forEach(draw);
  drawAll(document);
  dark.addEventListener('change', () => drawAll(document));
  document.addEventListener('htmx:afterSwap', (event) => drawAll(event.target));
})();
