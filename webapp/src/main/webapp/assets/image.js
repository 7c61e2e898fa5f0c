// The heatmap over an image: drawn from its values, in the colours and the view that the reader chooses, and read by pointer
// or keyboard. Without this script the page shows the map as the server draws it.
(() => {
  'use strict';
  const MAX_OPACITY = 0.85;
  const LEVELS = [0.5, 0.65, 0.8, 0.92];
  const HOT = 0.8;
  const cache = new Map();
  let shown;
  let cross;

  const find = (selector) => document.querySelector(selector);
  const kept = (name, fallback) => {
    try {
      return localStorage.getItem(`engram-map-${name}`) ?? fallback;
    } catch {
      return fallback;
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(`engram-map-${name}`, value);
    } catch {
      // A browser that stores nothing shows the defaults.
    }
  };

  document.addEventListener('input', (event) => {
    if (event.target.matches('#opacity, [name="map"], #map-view, #map-colours')) {
      if (event.target.matches('#map-view, #map-colours')) {
        keep(event.target.id, event.target.value);
      }
      show();
    }
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.target?.id === 'detail' || event.detail.elt?.id === 'detail') {
      prepare();
    }
  });
  prepare();

  /** Replaces the maps of the server by a canvas, once the values are there. */
  function prepare() {
    shown = undefined;
    for (const id of ['map-view', 'map-colours']) {
      const select = find(`#${id}`);
      const value = kept(id, select?.value);
      if (select && [...select.options].some((option) => option.value === value)) {
        select.value = value;
      }
    }
    show();
  }

  function chosenKind() {
    const chosen = find('[name="map"]:checked')?.value;
    return chosen ?? find('.over')?.dataset.map;
  }

  async function show() {
    const slider = find('#opacity');
    if (!slider) {
      return;
    }
    const kind = chosenKind();
    find('#opacity-shown').textContent = `${slider.value}%`;
    for (const legend of document.querySelectorAll('[data-legend]')) {
      legend.hidden = legend.dataset.legend !== kind;
    }
    for (const map of document.querySelectorAll('.over')) {
      map.hidden = shown !== undefined || map.dataset.map !== kind;
      map.style.opacity = slider.value / 100;
    }
    if (!find('.drawn-map')) {
      // A page that compares images or shows a shared one has the server's maps only.
      return;
    }
    const map = await valuesOf(kind).catch(() => undefined);
    if (!map || chosenKind() !== kind) {
      return;
    }
    shown = map;
    for (const other of document.querySelectorAll('.over')) {
      other.hidden = true;
    }
    find('.map-tools').hidden = false;
    find('#reading').hidden = false;
    const save = find('#save-view');
    save.hidden = !find('#map-words');
    const canvas = find('.drawn-map');
    canvas.hidden = false;
    const frame = canvas.parentElement.getBoundingClientRect();
    const scale = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.max(1, Math.round(frame.width * scale));
    canvas.height = Math.max(1, Math.round(frame.height * scale));
    draw(canvas, map, find('#map-view').value, palette(), slider.value / 100);
    legend();
    read();
  }

  /** The values of a map, and what drawing needs of them. */
  function valuesOf(kind) {
    const url = [...document.querySelectorAll('.over')].find((map) => map.dataset.map === kind)?.getAttribute('src').replace('heatmap.png', 'heatmap.json');
    if (!url) {
      return Promise.reject(new Error('There is no map'));
    }
    if (!cache.has(url)) {
      cache.set(url, fetch(url, { headers: { Accept: 'application/json' } })
        .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.status))))
        .then((map) => {
          const low = Math.min(...map.values);
          const high = Math.max(...map.values);
          return { ...map, low, span: high - low };
        }));
    }
    return cache.get(url);
  }

  /** The value at a point of the image, from 0 to 1: interpolated like the server's maps. */
  function strength(map, x, y) {
    if (map.span === 0) {
      return 0;
    }
    const row = y * map.rows - 0.5;
    const column = x * map.columns - 0.5;
    const clamp = (index, length) => Math.max(0, Math.min(length - 1, index));
    const top = clamp(Math.floor(row), map.rows);
    const bottom = clamp(top + (row < 0 ? 0 : 1), map.rows);
    const left = clamp(Math.floor(column), map.columns);
    const right = clamp(left + (column < 0 ? 0 : 1), map.columns);
    const smooth = (t) => t * t * (3 - 2 * t);
    const down = smooth(row - Math.floor(row));
    const across = smooth(column - Math.floor(column));
    const at = (r, c) => map.values[r * map.columns + c];
    const upper = at(top, left) * (1 - across) + at(top, right) * across;
    const lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
    return (upper * (1 - down) + lower * down - map.low) / map.span;
  }

  function draw(canvas, map, view, colours, opacity) {
    const { width, height } = canvas;
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(width, height);
    const field = new Float32Array(width * height);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        field[i] = strength(map, (x + 0.5) / width, (y + 0.5) / height);
      }
    }
    for (let i = 0; i < field.length; i++) {
      const value = Math.min(1, Math.max(0, field[i]));
      const at = 4 * i;
      if (view === 'fog') {
        // The forgettable places vanish in fog.
        pixels.data.fill(238, at, at + 3);
        pixels.data[at + 3] = 255 * opacity * (1 - value);
      } else if (view === 'colours' || (view === 'hotspots' && value >= HOT)) {
        const [r, g, b] = colours(value);
        pixels.data[at] = r;
        pixels.data[at + 1] = g;
        pixels.data[at + 2] = b;
        pixels.data[at + 3] = 255 * opacity * MAX_OPACITY * (view === 'hotspots' ? 1 : value);
      }
    }
    context.putImageData(pixels, 0, 0);
    if (view === 'contours') {
      LEVELS.forEach((level) => contour(context, field, width, height, level, colours(level), opacity));
    } else if (view === 'hotspots') {
      contour(context, field, width, height, HOT, [255, 255, 255], opacity);
    }
  }

  /** Draws the line at which the values pass a level: dark below, coloured above, so that it is seen on any picture. */
  function contour(context, field, width, height, level, [r, g, b], opacity) {
    const STEP = 3;
    const path = new Path2D();
    const cross = (a, c) => (level - a) / (c - a);
    for (let y = 0; y + STEP < height; y += STEP) {
      for (let x = 0; x + STEP < width; x += STEP) {
        const a = field[y * width + x];
        const c = field[y * width + x + STEP];
        const d = field[(y + STEP) * width + x + STEP];
        const e = field[(y + STEP) * width + x];
        const points = [];
        if ((a < level) !== (c < level)) points.push([x + STEP * cross(a, c), y]);
        if ((c < level) !== (d < level)) points.push([x + STEP, y + STEP * cross(c, d)]);
        if ((d < level) !== (e < level)) points.push([x + STEP * cross(e, d), y + STEP]);
        if ((e < level) !== (a < level)) points.push([x, y + STEP * cross(a, e)]);
        for (let i = 0; i + 1 < points.length; i += 2) {
          path.moveTo(...points[i]);
          path.lineTo(...points[i + 1]);
        }
      }
    }
    context.globalAlpha = Math.min(1, 0.25 + opacity);
    context.lineWidth = 5;
    context.strokeStyle = '#000';
    context.stroke(path);
    context.lineWidth = 2.5;
    context.strokeStyle = `rgb(${r} ${g} ${b})`;
    context.stroke(path);
    context.globalAlpha = 1;
  }

  function stops() {
    return find('#map-colours').selectedOptions[0].dataset.stops.split(',');
  }

  /** A function from a value to red, green and blue. */
  function palette() {
    const colours = stops().map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
    return (value) => {
      const position = value * (colours.length - 1);
      const from = Math.min(Math.floor(position), colours.length - 2);
      return colours[from].map((part, at) => Math.round(part + (colours[from + 1][at] - part) * (position - from)));
    };
  }

  /** The legend in the colours that are drawn. */
  function legend() {
    const ramp = find('#map-ramp');
    const fog = find('#map-view').value === 'fog';
    const colours = fog ? ['#eeeeee', '#555555'] : stops();
    ramp.replaceChildren(...colours.map((colour, at) => {
      const stop = document.createElementNS(ramp.namespaceURI, 'stop');
      stop.setAttribute('offset', at / (colours.length - 1));
      stop.setAttribute('stop-color', colour);
      return stop;
    }));
  }

  // Reading the map: by pointer, and by the arrow keys when the map has the focus.
  document.addEventListener('pointermove', (event) => {
    const stage = event.target.closest?.('.stack-of');
    if (shown && stage && event.pointerType !== 'touch') {
      moveTo(stage, event.clientX, event.clientY);
    }
  });
  document.addEventListener('pointerdown', (event) => {
    const stage = event.target.closest?.('.stack-of');
    if (shown && stage) {
      moveTo(stage, event.clientX, event.clientY);
    }
  });
  document.addEventListener('pointerout', (event) => {
    if (shown && event.target.closest?.('.stack-of') && !event.relatedTarget?.closest?.('.stack-of') && document.activeElement !== find('.drawn-map') && event.pointerType !== 'touch') {
      cross = undefined;
      read();
    }
  });
  document.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!shown || !step || !event.target.matches?.('.drawn-map') || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const far = event.shiftKey ? 0.1 : 0.02;
    const clamp = (value) => Math.min(1, Math.max(0, value));
    cross = cross ? [clamp(cross[0] + far * step[0]), clamp(cross[1] + far * step[1])] : [0.5, 0.5];
    read();
  }, true);

  function moveTo(stage, clientX, clientY) {
    const frame = stage.getBoundingClientRect();
    const at = [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
    cross = at.every((part) => part >= 0 && part <= 1) ? at : undefined;
    read();
  }

  /** Says the value at the cross, and tells whoever draws where it is. */
  function read() {
    const mark = find('.stack-of .cross');
    const words = find('#map-words');
    if (!mark) {
      return;
    }
    mark.hidden = !cross || !shown;
    find('#reading-hint').hidden = !mark.hidden;
    const value = find('#reading-value');
    if (mark.hidden) {
      value.textContent = '';
      return;
    }
    mark.style.left = `${100 * cross[0]}%`;
    mark.style.top = `${100 * cross[1]}%`;
    const share = strength(shown, ...cross);
    const number = (amount, digits) => amount.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const texts = words ? [words.dataset.strength.replace('$1', number(100 * share, 0))] : [];
    if (words && shown.kind === 'decomposition') {
      // The cells add up to the score, so a cell's value times the number of cells is the points on all of the surface.
      const points = ((share * shown.span + shown.low) * shown.rows * shown.columns * 10) / 100;
      texts.push(words.dataset.points.replace('$1', `${points < 0 ? '−' : '+'}${number(Math.abs(points), 2)}`));
    }
    value.textContent = texts.join(' · ');
    mark.dispatchEvent(new CustomEvent('map:moved', { bubbles: true, detail: { x: cross[0], y: cross[1] } }));
  }

  let resizing;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(show, 150);
  });

  // Saves what is shown: picture, map, score and legend.
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('#save-view');
    if (!button || !shown) {
      return;
    }
    button.disabled = true;
    try {
      await save();
    } finally {
      button.disabled = false;
    }
  });

  async function save() {
    const words = find('#map-words').dataset;
    const response = await fetch(`/images/${words.id}/heatmap.png?kind=${shown.kind}&over=picture&opacity=0`);
    if (!response.ok) {
      return;
    }
    const picture = await createImageBitmap(await response.blob());
    const pad = Math.max(16, Math.round(picture.width / 50));
    const size = Math.max(14, Math.round(picture.width / 45));
    const strip = 2 * pad + Math.round(4.6 * size);
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height + strip;
    const context = canvas.getContext('2d');
    context.fillStyle = '#fffefb';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0);
    const map = document.createElement('canvas');
    map.width = picture.width;
    map.height = picture.height;
    draw(map, shown, find('#map-view').value, palette(), find('#opacity').value / 100);
    context.drawImage(map, 0, 0);
    let y = picture.height + pad + size;
    const font = getComputedStyle(document.body).fontFamily;
    context.fillStyle = '#241d17';
    context.font = `700 ${size}px ${font}`;
    context.fillText(words.score, pad, y, canvas.width - 2 * pad);
    y += Math.round(1.4 * size);
    context.font = `400 ${Math.round(0.8 * size)}px ${font}`;
    context.fillStyle = '#64594e';
    context.fillText([words.filename, words.model, 'Engram'].filter(Boolean).join(' · '), pad, y, canvas.width - 2 * pad);
    y += Math.round(0.7 * size);
    const ramp = context.createLinearGradient(pad, 0, canvas.width - pad, 0);
    [...find('#map-ramp').children].forEach((stop) => ramp.addColorStop(Number(stop.getAttribute('offset')), stop.getAttribute('stop-color')));
    context.fillStyle = ramp;
    context.fillRect(pad, y, canvas.width - 2 * pad, Math.round(0.5 * size));
    y += Math.round(1.4 * size);
    context.fillStyle = '#64594e';
    context.fillText(words.fades, pad, y);
    context.textAlign = 'right';
    context.fillText(words.sticks, canvas.width - pad, y);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${words.filename.replace(/\.[^.]+$/, '')}-engram.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
})();

// The arrow keys lead to the previous and the next image, except in a field.
document.addEventListener('keydown', (event) => {
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  if (rel && !event.defaultPrevented && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.target.closest('input, select, textarea, summary, .drawn-map, .a9s-annotationlayer')) {
    document.querySelector(`.beside [rel="${rel}"]`)?.click();
  }
});
