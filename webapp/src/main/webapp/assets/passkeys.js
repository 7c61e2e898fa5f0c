// Adds a passkey on the security page, and uses passkeys to log in and to reauthenticate.
(() => {
  'use strict';
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseCreationOptionsFromJSON) {
    return;
  }
  const words = document.currentScript.dataset;
  const token = document.querySelector('meta[name="csrf-token"]').content;

  const post = async (path, body) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : {};
    if (answer.code === 'proof_needed') {
      location.assign('/settings/prove?next=/settings/security');
    }
    if (!response.ok) {
      throw new Error(answer.detail || words.failed);
    }
    return answer;
  };

  const attempt = async (work) => {
    const why = document.getElementById('passkey-why');
    why.hidden = true;
    try {
      await work();
    } catch (failure) {
      why.textContent = failure.name === 'NotAllowedError' ? words.none : failure.message;
      why.hidden = false;
    }
  };

  const creation = document.getElementById('new-passkey');
  if (creation) {
    creation.hidden = false;
    document.getElementById('no-passkeys').hidden = true;
    creation.addEventListener('submit', (event) => {
      event.preventDefault();
      attempt(async () => {
        const asked = await post('/settings/security/passkeys/options', {});
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(asked.json).publicKey);
        const credential = await navigator.credentials.create({ publicKey });
        await post('/settings/security/passkeys', {
          state: asked.state,
          answer: JSON.stringify(credential.toJSON()),
          name: document.getElementById('passkey-name').value,
        });
        location.assign('/settings/security');
      });
    });
  }

  const login = document.getElementById('passkey');
  if (login) {
    login.hidden = false;
    login.addEventListener('click', () => attempt(async () => {
      const asked = await post('/login/passkey/options', {});
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(asked.json).publicKey);
      const credential = await navigator.credentials.get({ publicKey });
      const welcome = await post(login.dataset.to || '/login/passkey', {
        state: asked.state,
        answer: JSON.stringify(credential.toJSON()),
        next: document.querySelector('[name=next]').value,
      });
      location.assign(welcome.next);
    }));
  }
})();
