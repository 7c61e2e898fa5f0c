// A menu that is wider than a phone scrolls to the current page.
(() => {
  'use strict';
  document.querySelectorAll('.menu').forEach((menu) => {
    const current = menu.querySelector('[aria-current]');
    if (current) {
      menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
    }
  });
})();
