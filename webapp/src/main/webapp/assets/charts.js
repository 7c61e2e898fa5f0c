// Draws a chart for each table of figures when it comes into view, in the colours of the page, and collapses the table below it.
(() => {
  'use strict';
  const library = document.currentScript.dataset.library;
  const drawn = new Map();
  const unfolded = new Set();
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function colour(name) {
    // The value of a property may be light-dark(), which the browser resolves only for an element.
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  // "brand" is the name that the tables give to the first series of a chart.
  const TONES = { brand: 'plot-1', good: 'good', warn: 'warn', bad: 'bad', soft: 'line-strong' };

  function read(table) {
    const names = [...table.querySelectorAll('thead th')];
    const rows = [...table.querySelectorAll('tbody tr')];
    return {
      labels: rows.map((row) => row.querySelector('th').textContent),
      datasets: names.map((name, at) => ({
        label: name.textContent,
        data: rows.map((row) => Number(row.querySelectorAll('td')[at].textContent)),
        backgroundColor: colour(TONES[name.dataset.tone] || 'plot-1'),
        borderColor: colour(TONES[name.dataset.tone] || 'plot-1'),
        borderWidth: 0,
        maxBarThickness: 28,
      })),
    };
  }

  const title = (text, color) => ({ display: true, text, color, font: { size: 11 } });

  // Formats a day or a month for an axis; the table shows the exact date.
  function short(label) {
    const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label) || [];
    if (!year) {
      return label.length > 18 ? `${label.slice(0, 17)}…` : label;
    }
    const name = new Date(Date.UTC(year, month - 1)).toLocaleString(document.documentElement.lang, { month: 'short', timeZone: 'UTC' });
    return day ? `${Number(day)} ${name}` : `${name} ${year}`;
  }

  // The library has 200 KB, so a page loads it for the first chart that a reader comes near to.
  let loading;
  function load() {
    loading ||= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = library;
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    return loading;
  }

  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 1));
  const inView = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    inView.unobserve(target);
    load().then(() => idle(() => target.isConnected && draw(target)), () => showTable(target));
  }), { rootMargin: '200px' });

  // Leaves room for the chart at once, so that nothing moves when it is drawn.
  function prepare(figure) {
    if (figure.dataset.blank === 'true') {
      return;
    }
    const details = figure.querySelector('details');
    figure.querySelector('.drawing').hidden = false;
    details.open = unfolded.has(figure.id);
    details.addEventListener('toggle', () => (details.open ? unfolded.add(figure.id) : unfolded.delete(figure.id)));
    inView.observe(figure);
  }

  function showTable(figure) {
    figure.querySelector('.drawing').hidden = true;
    figure.querySelector('details').open = true;
  }

  function draw(figure) {
    drawn.get(figure.id)?.destroy();
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
          x: { stacked, title: title(figure.dataset.across, ink), grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16, callback(value) { return short(this.getLabelForValue(value)); } } },
          y: { stacked, title: title(figure.dataset.up, ink), beginAtZero: true, grid: { color: grid }, border: { display: false }, ticks: { color: ink, maxTicksLimit: 6, ...(figure.dataset.chart === 'bars' ? {} : { precision: 0 }) } },
        },
        plugins: { legend: { position: 'bottom', labels: { color: ink, boxWidth: 12, boxHeight: 12 } } },
      },
    }));
  }

  const prepareAll = (root) => root.querySelectorAll('[data-chart]').forEach(prepare);
  prepareAll(document);
  dark.addEventListener('change', () => [...drawn.keys()].map((id) => document.getElementById(id)).filter(Boolean).forEach(draw));
  document.addEventListener('htmx:afterSwap', (event) => prepareAll(event.target));
})();
