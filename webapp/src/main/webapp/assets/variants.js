// Moves the crop of a channel by mouse, touch and arrow keys. The number fields hold the place, so the form works without a script.
(() => {
  'use strict';
  for (const form of document.querySelectorAll('.mover')) {
    prepare(form);
  }

  function prepare(form) {
    const picture = form.querySelector('.whole');
    const box = form.querySelector('.crop-box');
    const how = form.querySelector('.how');
    const fields = ['left', 'top', 'width'].map((name) => form.elements[name]);
    const [wide, high] = [picture.viewBox.baseVal.width, picture.viewBox.baseVal.height];
    const perWidth = number(box, 'height') / number(box, 'width');
    how.hidden = false;
    how.id = `how-${form.elements.channel.value}`;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'button');
    box.setAttribute('aria-label', how.textContent);

    let grip;
    box.addEventListener('pointerdown', (event) => {
      if (!event.isPrimary || event.button !== 0) {
        return;
      }
      const at = place(event);
      grip = [at[0] - number(box, 'x'), at[1] - number(box, 'y')];
      box.setPointerCapture(event.pointerId);
      event.preventDefault();
      box.focus();
    });
    box.addEventListener('pointermove', (event) => {
      if (grip && event.isPrimary) {
        const at = place(event);
        move(at[0] - grip[0], at[1] - grip[1], number(box, 'width'));
      }
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      box.addEventListener(end, () => { grip = undefined; });
    }
    box.addEventListener('keydown', (event) => {
      const step = (event.shiftKey ? 0.05 : 0.01) * wide;
      const [x, y, width] = [number(box, 'x'), number(box, 'y'), number(box, 'width')];
      const moves = {
        ArrowLeft: [x - step, y, width],
        ArrowRight: [x + step, y, width],
        ArrowUp: [x, y - step, width],
        ArrowDown: [x, y + step, width],
        '+': [x - step / 2, y - (step * perWidth) / 2, width + step],
        '-': [x + step / 2, y + (step * perWidth) / 2, width - step],
      };
      if (event.key === 'Enter') {
        event.preventDefault();
        form.requestSubmit();
      } else if (moves[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        move(...moves[event.key]);
      }
    });
    for (const field of fields) {
      field.addEventListener('input', () => {
        const [left, top, width] = fields.map((each) => each.valueAsNumber / 100);
        if ([left, top, width].every(Number.isFinite)) {
          draw(left * wide, top * high, width * wide);
        }
      });
    }

    function place(event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      return [point.x, point.y];
    }

    function move(x, y, width) {
      const [left, top, kept] = draw(x, y, width);
      fields[0].value = ((100 * left) / wide).toFixed(1);
      fields[1].value = ((100 * top) / high).toFixed(1);
      fields[2].value = Math.min(fields[2].max, (100 * kept) / wide).toFixed(1);
    }

    function draw(x, y, width) {
      const kept = Math.max(0.05 * wide, (0.05 * high) / perWidth, Math.min(width, wide, high / perWidth));
      const left = Math.max(0, Math.min(wide - kept, x));
      const top = Math.max(0, Math.min(high - kept * perWidth, y));
      const sides = { x: left, y: top, width: kept, height: kept * perWidth };
      Object.entries(sides).forEach(([name, value]) => box.setAttribute(name, value));
      return [left, top, kept];
    }
  }

  function number(box, name) {
    return Number(box.getAttribute(name));
  }
})();
