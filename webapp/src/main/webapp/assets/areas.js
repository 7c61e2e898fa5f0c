// Areas of an image: drawn and moved on the picture by mouse, touch or keyboard. The forms below the picture do the same
// without this script; drawing fills them in.
(() => {
  'use strict';
  const find = (selector) => document.querySelector(selector);
  const SIDE = 1000;
  let stage;
  let layer;
  let outlines;
  let annotator;
  let tool;
  let corners = [];
  let pointer;

  prepare();
  document.addEventListener('htmx:afterSettle', (event) => {
    if (!document.body.contains(layer)) {
      prepare();
    } else if (event.target.id === 'areas') {
      refresh();
      if (document.activeElement === document.body) {
        find('#areas-title').focus();
      }
    }
  });

  /** Puts a layer over the picture. It has the picture's proportions, and sides of about 1,000 units. */
  function prepare() {
    stage = find('.stack-of');
    layer = stage?.querySelector('.draw-layer');
    if (!layer || !find('#areas')) {
      return;
    }
    outlines = stage.querySelector('.areas');
    const picture = stage.querySelector('.under');
    const width = picture.getAttribute('width') || picture.naturalWidth || SIDE;
    const height = picture.getAttribute('height') || picture.naturalHeight || SIDE;
    layer.width = SIDE;
    layer.height = Math.max(1, Math.round((SIDE * height) / width));
    layer.hidden = false;
    annotator = Annotorious.createImageAnnotator(layer, { drawingEnabled: false, autoSave: true, userSelectAction: 'EDIT' });
    annotator.element.classList.add('draw-box');
    // The library's handles are buttons without a name.
    new MutationObserver(() => annotator.element.querySelectorAll('[role="button"]:not([aria-label])')
      .forEach((handle) => handle.setAttribute('aria-label', layer.dataset.handle)))
      .observe(annotator.element, { childList: true, subtree: true });
    annotator.on('createAnnotation', (annotation) => {
      annotator.removeAnnotation(annotation.id);
      fill(pointsOf(annotation), annotation.target.selector.type === 'RECTANGLE');
    });
    annotator.on('updateAnnotation', (annotation) => change(annotation));
    annotator.on('selectionChanged', (chosen) => {
      stage.classList.toggle('editing', chosen.length > 0);
      document.querySelectorAll('#areas tr[data-area]').forEach((row) => row.classList.toggle('chosen', chosen.some((each) => each.id === row.dataset.area)));
    });
    refresh();
  }

  /** Shows the areas of the list on the picture, and the tools that the reader may use. */
  function refresh() {
    stop();
    clearDraft();
    const tools = find('.draw-tools');
    if (tools) {
      tools.hidden = false;
    }
    outlines.replaceChildren();
    const names = stage.querySelector('.area-names');
    names?.replaceChildren();
    annotator.setAnnotations([], true);
    stage.classList.remove('editing');
    document.querySelectorAll('#areas tr[data-area]').forEach((row) => {
      const polygon = document.createElementNS(outlines.namespaceURI, 'polygon');
      polygon.setAttribute('points', row.dataset.points);
      polygon.dataset.area = row.dataset.area;
      outlines.append(polygon);
      if (names) {
        const corners = row.dataset.points.split(' ').map((pair) => pair.split(',').map(Number));
        const name = document.createElementNS(names.namespaceURI, 'text');
        name.setAttribute('x', `${Math.min(...corners.map((corner) => corner[0]))}%`);
        name.setAttribute('y', `${Math.min(...corners.map((corner) => corner[1]))}%`);
        name.setAttribute('dx', '0.3em');
        name.setAttribute('dy', '1.2em');
        name.textContent = row.dataset.name;
        names.append(name);
      }
    });
  }

  /** An area as the library takes it. */
  function annotationOf(row) {
    const points = row.dataset.points.split(' ').map((pair) => pair.split(',').map(Number)).map(([x, y]) => [(x / 100) * layer.width, (y / 100) * layer.height]);
    const xs = points.map((point) => point[0]);
    const ys = points.map((point) => point[1]);
    const bounds = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
    const selector = row.dataset.rectangle === 'true'
      ? { type: 'RECTANGLE', geometry: { bounds, x: bounds.minX, y: bounds.minY, w: bounds.maxX - bounds.minX, h: bounds.maxY - bounds.minY } }
      : { type: 'POLYGON', geometry: { bounds, points } };
    return { id: row.dataset.area, bodies: [], target: { annotation: row.dataset.area, selector } };
  }

  /** The corners of a drawn shape in percent, within the picture. */
  function pointsOf(annotation) {
    const { type, geometry } = annotation.target.selector;
    const points = type === 'RECTANGLE'
      ? [[geometry.x, geometry.y], [geometry.x + geometry.w, geometry.y], [geometry.x + geometry.w, geometry.y + geometry.h], [geometry.x, geometry.y + geometry.h]]
      : geometry.points;
    const percent = (at, length) => Math.min(100, Math.max(0, (100 * at) / length));
    return points.map(([x, y]) => [percent(x, layer.width), percent(y, layer.height)]);
  }

  const short = (number) => String(Number(number.toFixed(3)));

  /** Writes an outline into a form. */
  function write(form, points, isRectangle) {
    const xs = points.map((point) => point[0]);
    const ys = points.map((point) => point[1]);
    const values = isRectangle
      ? { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) }
      : {};
    for (const name of ['x', 'y', 'width', 'height']) {
      if (form.elements[name]) {
        form.elements[name].value = isRectangle ? short(values[name]) : '';
      }
    }
    if (form.elements.corners) {
      form.elements.corners.value = isRectangle ? '' : points.map((point) => point.map(short).join(',')).join(' ');
    }
  }

  /** Fills the form of a new area, and asks for its name. */
  function fill(points, isRectangle) {
    stop();
    const details = find('#new-area');
    if (!details) {
      return;
    }
    details.open = true;
    const form = details.querySelector('form');
    write(form, points, isRectangle);
    draft(points);
    form.elements.name.focus();
    form.scrollIntoView({ block: 'nearest' });
  }

  /** Saves an area that was moved on the picture. */
  function change(annotation) {
    const row = find(`#areas tr[data-area="${annotation.id}"]`);
    const form = find(`#areas tr[data-edits="${annotation.id}"] form`);
    if (row && form) {
      write(form, pointsOf(annotation), row.dataset.rectangle === 'true');
      htmx.trigger(form, 'submit');
    }
  }

  // An open form of an area makes it movable on the picture.
  document.addEventListener('toggle', (event) => {
    if (!event.target.matches?.('.edit-area')) {
      return;
    }
    const row = find(`#areas tr[data-area="${event.target.closest('tr').dataset.edits}"]`);
    if (event.target.open) {
      document.querySelectorAll('.edit-area[open]').forEach((other) => { other.open = other === event.target; });
      stop();
      clearDraft();
      outlines.querySelector(`[data-area="${row.dataset.area}"]`)?.setAttribute('visibility', 'hidden');
      annotator.setAnnotations([annotationOf(row)], true);
      annotator.setSelected(row.dataset.area);
      stage.classList.add('editing');
      stage.scrollIntoView({ block: 'nearest' });
    } else if (!document.querySelector('.edit-area[open]')) {
      refresh();
    }
  }, true);

  // Numbers of a form are seen on the picture while they are typed.
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('.area-form');
    if (!form || !event.target.matches('[name="x"], [name="y"], [name="width"], [name="height"], [name="corners"]')) {
      return;
    }
    draft(outlineOf(form));
  });

  function outlineOf(form) {
    const text = form.elements.corners?.value.trim();
    if (text) {
      return text.split(/\s+/).map((pair) => pair.split(',').map(Number)).filter((pair) => pair.length === 2 && pair.every(Number.isFinite));
    }
    if (!form.elements.x) {
      return [];
    }
    const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => Number(form.elements[name].value));
    return w > 0 && h > 0 ? [[x, y], [x + w, y], [x + w, y + h], [x, y + h]] : [];
  }

  // The regions that are proposed are outlined while one points at them.
  for (const name of ['pointerover', 'focusin']) {
    document.addEventListener(name, (event) => {
      const proposal = event.target.closest?.('.proposal');
      if (proposal) {
        const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((key) => Number(proposal.dataset[key]));
        draft([[x, y], [x + w, y], [x + w, y + h], [x, y + h]]);
      }
    });
  }
  for (const name of ['pointerout', 'focusout']) {
    document.addEventListener(name, (event) => {
      if (event.target.closest?.('.proposal') && !event.relatedTarget?.closest?.('.proposal')) {
        clearDraft();
      }
    });
  }

  function draft(points) {
    const polygon = outlines.querySelector('.draft') ?? outlines.appendChild(document.createElementNS(outlines.namespaceURI, 'polygon'));
    polygon.setAttribute('class', 'draft');
    polygon.setAttribute('points', points.map((point) => point.join(',')).join(' '));
  }

  function clearDraft() {
    outlines.querySelector('.draft')?.remove();
  }

  // Drawing.
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-draw]');
    if (button) {
      const wanted = button.dataset.draw;
      const wasActive = tool === wanted;
      stop();
      clearDraft();
      if (!wasActive) {
        start(wanted, button);
      }
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && tool) {
      stop();
      clearDraft();
      find('.draw-tools [data-draw]')?.focus();
    }
  });

  function start(wanted, button) {
    document.querySelectorAll('.edit-area[open]').forEach((other) => { other.open = false; });
    annotator.setAnnotations([], true);
    tool = wanted;
    corners = [];
    button.setAttribute('aria-pressed', 'true');
    const hint = find('#draw-hint');
    hint.textContent = hint.dataset[wanted];
    annotator.setDrawingTool(wanted);
    annotator.setDrawingMode(wanted === 'rectangle' ? 'drag' : 'click');
    annotator.setDrawingEnabled(true);
    stage.classList.add('drawing');
    stage.scrollIntoView({ block: 'nearest' });
  }

  function stop() {
    if (tool) {
      annotator.cancelDrawing();
    }
    tool = undefined;
    corners = [];
    annotator.setDrawingEnabled(false);
    stage.classList.remove('drawing');
    document.querySelectorAll('[data-draw]').forEach((button) => button.setAttribute('aria-pressed', 'false'));
    const hint = find('#draw-hint');
    if (hint) {
      hint.textContent = '';
    }
  }

  // By keyboard: Enter sets a corner where the pointer of the map is.
  document.addEventListener('map:moved', (event) => {
    pointer = [100 * event.detail.x, 100 * event.detail.y];
    if (tool && corners.length > 0) {
      draft(outline(pointer));
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !tool || !pointer || !event.target.matches?.('.drawn-map')) {
      return;
    }
    event.preventDefault();
    corners.push(pointer);
    const hint = find('#draw-hint');
    hint.textContent = (find('#map-words')?.dataset.corner ?? '$1').replace('$1', corners.length);
    if (tool === 'rectangle' && corners.length === 2) {
      fill(outline(), true);
    } else if (tool === 'polygon' && event.shiftKey && corners.length >= 3) {
      fill(corners, false);
    } else {
      draft(outline(pointer));
    }
  });

  /** What is drawn by keyboard so far. */
  function outline(next) {
    if (tool === 'polygon') {
      return next ? [...corners, next] : corners;
    }
    const [a, b] = [corners[0], corners[1] ?? next];
    return [[a[0], a[1]], [b[0], a[1]], [b[0], b[1]], [a[0], b[1]]];
  }

  // A refusal is said where the areas are.
  document.addEventListener('htmx:responseError', (event) => {
    const problem = find('#area-problem');
    if (!problem || !event.target.closest?.('#areas')) {
      return;
    }
    let detail = event.detail.xhr.statusText;
    try {
      detail = JSON.parse(event.detail.xhr.responseText).detail ?? detail;
    } catch {
      // A failure without a body in JSON.
    }
    problem.textContent = detail;
    problem.hidden = false;
    problem.scrollIntoView({ block: 'nearest' });
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    const problem = find('#area-problem');
    if (problem && event.target.closest?.('#areas')) {
      problem.hidden = true;
    }
  });
})();
