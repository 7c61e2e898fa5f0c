// The documentation of the API: shows the description of the API with Swagger UI.
(async () => {
  'use strict';
  const operations = document.querySelector('#operations');
  try {
    const response = await fetch('/api/openapi', { headers: { Accept: 'application/json' } });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const spec = await response.json();
    // A reader may use another name of this server than its public URL; the page may connect to its own origin only.
    spec.servers = [{ url: '/' }];
    operations.removeAttribute('role');
    window.SwaggerUIBundle({ spec, domNode: operations, deepLinking: true, validatorUrl: null });
  } catch (failure) {
    operations.textContent = `The description of the API could not be loaded (${failure.message}). Reload the page to try again.`;
  }
})();
