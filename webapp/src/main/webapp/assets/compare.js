// Compares pictures: all of them are enlarged together, two of them are laid over each other, and the maps of pictures of one
// shape are subtracted. Without this script the page shows the pictures side by side.
(() => {
  'use strict';
  const STEP = 0.05;
  const SPREAD = 3;
  const stages = [...document.querySelectorAll('.candidate .stage')].filter((stage) => stage.querySelector('.under'));
  const zoom = document.getElementById('zoom');
  if (!zoom || stages.length < 2) {
    return;
  }
  const centre = { x: 0.5, y: 0.5 };
  document.querySelectorAll('.zoom-tools').forEach((tool) => { tool.hidden = false; });

  function showZoom() {
    const factor = zoom.value / 100;
    document.getElementById('zoom-shown').value = `${zoom.value}%`;
    document.body.classList.toggle('zoomed', factor > 1);
    const limit = 0.5 / factor;
    centre.x = Math.min(1 - limit, Math.max(limit, centre.x));
    centre.y = Math.min(1 - limit, Math.max(limit, centre.y));
    for (const stage of stages) {
      const x = (0.5 - centre.x * factor) * 100;
      const y = (0.5 - centre.y * factor) * 100;
      const stack = stage.querySelector('.stack-of');
      stack.style.transform = factor > 1 ? `translate(${x}%, ${y}%) scale(${factor})` : '';
    }
  }
  zoom.addEventListener('input', showZoom);

  for (const stage of stages) {
    stage.tabIndex = 0;
    stage.setAttribute('role', 'group');
    stage.setAttribute('aria-label', stage.dataset.filename);
    stage.addEventListener('keydown', (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (move && zoom.value > 100) {
        centre.x += move[0] * STEP;
        centre.y += move[1] * STEP;
        showZoom();
        event.preventDefault();
      }
      if (event.key === '+' || event.key === '-') {
        zoom.value = Number(zoom.value) + (event.key === '+' ? 50 : -50);
        showZoom();
        event.preventDefault();
      }
    });
    stage.addEventListener('pointerdown', (event) => {
      if (zoom.value > 100) {
        stage.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    });
    stage.addEventListener('pointermove', (event) => {
      if (stage.hasPointerCapture(event.pointerId)) {
        const factor = zoom.value / 100;
        centre.x -= event.movementX / stage.clientWidth / factor;
        centre.y -= event.movementY / stage.clientHeight / factor;
        showZoom();
      }
    });
  }

  const swipe = document.querySelector('.swipe');
  if (!swipe) {
    return;
  }
  swipe.hidden = false;
  const view = swipe.querySelector('.swipe-view');
  const at = document.getElementById('swipe-at');
  const left = document.getElementById('swipe-left');
  const right = document.getElementById('swipe-right');
  const difference = document.getElementById('difference');
  const words = document.getElementById('compare-words').dataset;
  const all = [...document.querySelectorAll('.candidate .stage')];
  const numbers = new Map();

  /** A copy of a picture with its map, exactly as the page shows both. */
  function side(index) {
    const copy = document.createElement('div');
    copy.className = 'side';
    all[index].querySelectorAll('img').forEach((image) => {
      const shown = image.cloneNode();
      shown.removeAttribute('width');
      shown.removeAttribute('height');
      copy.append(shown);
    });
    return copy;
  }

  function showSides() {
    const line = document.createElement('span');
    line.className = 'line';
    view.replaceChildren(side(left.value), side(right.value), line);
    showDivider();
    showOpacity();
    showDifference();
  }

  function showDivider() {
    const over = view.children[1];
    document.getElementById('swipe-shown').value = `${at.value}%`;
    over.style.clipPath = `inset(0 0 0 ${at.value}%)`;
    view.querySelector('.line').style.left = `${at.value}%`;
  }

  function showOpacity() {
    const source = document.querySelector('.candidate .over');
    view.querySelectorAll('.over').forEach((map) => { map.style.opacity = source ? getComputedStyle(source).opacity : 0; });
  }

  async function values(index) {
    const url = all[index].dataset.numbers;
    if (!url) {
      return undefined;
    }
    if (!numbers.has(url)) {
      numbers.set(url, fetch(url, { headers: { Accept: 'application/json' } }).then((answer) => {
        if (!answer.ok) {
          throw new Error(answer.status);
        }
        return answer.json();
      }));
    }
    return numbers.get(url);
  }

  /** The value of a map at a place, between its cells. */
  function read(map, x, y) {
    const column = Math.min(map.columns - 1, Math.max(0, x * map.columns - 0.5));
    const row = Math.min(map.rows - 1, Math.max(0, y * map.rows - 0.5));
    const c = Math.min(map.columns - 2, Math.floor(column));
    const r = Math.min(map.rows - 2, Math.floor(row));
    const cell = (down, across) => map.values[Math.max(0, r + down) * map.columns + Math.max(0, c + across)];
    const dx = column - Math.max(0, c);
    const dy = row - Math.max(0, r);
    return (cell(0, 0) * (1 - dx) + cell(0, 1) * dx) * (1 - dy) + (cell(1, 0) * (1 - dx) + cell(1, 1) * dx) * dy;
  }

  /** Blue where the right picture lifts its score less, red where it lifts it more. */
  function paint(before, after, width, height) {
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = Math.max(1, Math.round(160 * height / width));
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(canvas.width, canvas.height);
    const gaps = [];
    for (let y = 0; y < canvas.height; y++) {
      for (let x = 0; x < canvas.width; x++) {
        const place = [(x + 0.5) / canvas.width, (y + 0.5) / canvas.height];
        // A cell of a finer map is smaller and holds less, so values are compared per surface.
        gaps.push(read(after, ...place) * after.rows * after.columns - read(before, ...place) * before.rows * before.columns);
      }
    }
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length);
    gaps.forEach((gap, index) => {
      const strength = deviation ? Math.min(1, Math.abs(gap) / (SPREAD * deviation)) : 0;
      pixels.data.set(gap > 0 ? [178, 24, 43, 230 * strength] : [33, 102, 172, 230 * strength], index * 4);
    });
    context.putImageData(pixels, 0, 0);
    return canvas;
  }

  async function showDifference() {
    view.querySelectorAll('canvas').forEach((canvas) => canvas.remove());
    const wanted = difference?.checked && left.value !== right.value;
    document.getElementById('difference-legend').hidden = !wanted;
    document.getElementById('difference-status').textContent = '';
    view.querySelectorAll('.over').forEach((map) => { map.hidden = Boolean(wanted); });
    if (!wanted) {
      return;
    }
    const chosen = [left.value, right.value];
    const maps = await Promise.all(chosen.map(values)).catch(() => []);
    if (chosen[0] !== left.value || chosen[1] !== right.value || !difference.checked) {
      return;
    }
    if (!maps[0] || !maps[1]) {
      document.getElementById('difference-status').textContent = words.none;
      return;
    }
    const picture = all[right.value].querySelector('.under');
    const canvas = paint(maps[0], maps[1], picture.naturalWidth || 4, picture.naturalHeight || 3);
    view.insertBefore(canvas, view.querySelector('.line'));
    document.getElementById('difference-more').textContent = words.more.replace('$', all[right.value].dataset.filename);
    document.getElementById('difference-less').textContent = words.less.replace('$', all[right.value].dataset.filename);
  }

  at.addEventListener('input', showDivider);
  left.addEventListener('change', showSides);
  right.addEventListener('change', showSides);
  difference?.addEventListener('change', showDifference);
  document.getElementById('opacity').addEventListener('input', showOpacity);
  view.addEventListener('pointerdown', (event) => { view.setPointerCapture(event.pointerId); move(event); });
  view.addEventListener('pointermove', (event) => {
    if (view.hasPointerCapture(event.pointerId)) {
      move(event);
    }
  });

  function move(event) {
    const box = view.getBoundingClientRect();
    at.value = Math.round(100 * (event.clientX - box.left) / box.width);
    showDivider();
    event.preventDefault();
  }
  showSides();
})();
