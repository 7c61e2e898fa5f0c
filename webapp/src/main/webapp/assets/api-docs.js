// The documentation of the API: shows the operations with Swagger UI as soon as somebody selects one. Swagger UI is large, and
// most readers look for one operation in the list.
(() => {
  'use strict';
  const operations = document.querySelector('#operations');
  const explore = document.querySelector('#explore');
  let isLoading = false;

  const load = (element) => new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => failed(new Error(element.src || element.href));
    document.head.append(element);
  });

  const show = async () => {
    if (isLoading) {
      return;
    }
    isLoading = true;
    explore.hidden = true;
    const { script, style, loading, failed } = operations.dataset;
    const list = [...operations.childNodes];
    const status = Object.assign(document.createElement('p'), { className: 'soft', textContent: loading });
    status.setAttribute('role', 'status');
    operations.before(status);
    try {
      const description = fetch('/api/openapi', { headers: { Accept: 'application/json' } });
      await Promise.all([
        load(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style })),
        load(Object.assign(document.createElement('script'), { src: script })),
      ]);
      const response = await description;
      if (!response.ok) {
        throw new Error(`status ${response.status}`);
      }
      const spec = await response.json();
      // A reader may use another name of this server than its public URL; the page may connect to its own origin only.
      spec.servers = [{ url: '/' }];
      status.remove();
      operations.classList.add('swagger');
      window.SwaggerUIBundle({ spec, domNode: operations, deepLinking: true, validatorUrl: null });
    } catch (failure) {
      status.textContent = `${failed} (${failure.message})`;
      operations.replaceChildren(...list);
      explore.hidden = false;
      isLoading = false;
    }
  };

  explore.hidden = false;
  explore.addEventListener('click', show);
  // The address names the operation, and Swagger UI opens the one that the address names.
  window.addEventListener('hashchange', () => location.hash.startsWith('#/') && show());
  if (location.hash.startsWith('#/') || !operations.querySelector('li')) {
    show();
  }
})();
