// Uploads images: requests a signed form, posts the file to the object store, then requests its analysis.
(() => {
  'use strict';
  const place = document.querySelector('#dropzone');
  if (!place) {
    return;
  }

  const TYPES = {
    jpg: 'image/jpeg', jpeg: 'image/jpeg', jpe: 'image/jpeg', jfif: 'image/jpeg', jpg_large: 'image/jpeg', mpo: 'image/jpeg',
    png: 'image/png', apng: 'image/png', webp: 'image/webp', gif: 'image/gif', avif: 'image/avif', avifs: 'image/avif',
    heic: 'image/heic', heics: 'image/heic', heif: 'image/heif', heifs: 'image/heif', hif: 'image/heif',
  };
  const MOST_FILES = 1000;
  // The number of images that are scored before bulk uploads.
  const ALONE = 10;
  // The sentences of the page's language; # and $ stand for numbers.
  const words = JSON.parse(document.currentScript.dataset.words);

  const maxBytes = Number(place.dataset.maxBytes);
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const deep = document.querySelector('#deep');
  const project = document.querySelector('#project');
  // Where a batch is created after all of its files have been uploaded. On other pages, each file is analysed after its upload.
  const inBatch = place.hasAttribute('data-batch');
  const overall = document.querySelector('#overall');
  const overallBar = overall.querySelector('progress');
  const overallText = document.querySelector('#overall-text');
  const retryAll = document.querySelector('#retry-all');
  const clearDone = document.querySelector('#clear-done');

  /** An error whose message is shown to the user. */
  class Refusal extends Error {}

  const dropzone = new Dropzone(place, {
    url: (files) => files[0].form.url,
    params: (files) => files[0].form.fields,
    method: 'post',
    paramName: 'file',
    // No custom headers: the CORS rules of the object store would have to allow them.
    defaultHeaders: false,
    headers: null,
    timeout: 0,
    parallelUploads: 4,
    maxFiles: null,
    maxFilesize: null,
    createImageThumbnails: false,
    clickable: [place, document.querySelector('#choose')],
    acceptedFiles: null,
    previewsContainer: '#files',
    previewTemplate: document.querySelector('#file-template').innerHTML.trim(),
    accept: (file, done) => done(whyNot(file)),
    transformFile: admit,
  });
  dropzone.hiddenFileInput.setAttribute('accept', ['image/*', ...Object.keys(TYPES).map((ending) => `.${ending}`)].join(','));

  dropzone.on('addedfile', (file) => {
    if (dropzone.files.every((other) => other === file || isSettled(other))) {
      cleared = 0;
    }
    file.previewElement.querySelector('.retry').addEventListener('click', () => retry(file));
    say(file, words.waiting);
    countSoon();
  });
  dropzone.on('uploadprogress', (file, percent) => {
    say(file, percent < 100 ? words.uploading.replace('#', Math.round(percent)) : words.uploaded);
    countSoon();
  });
  dropzone.on('success', (file) => {
    file.arrived = true;
    if (inBatch) {
      file.stage = 'accepted';
      say(file, words.uploaded);
      countSoon();
    } else {
      analyse(file);
    }
  });
  dropzone.on('error', (file, message, xhr) => {
    fail(file, xhr ? storeRefusal(xhr) : String(message));
  });
  retryAll.addEventListener('click', () => dropzone.files.filter((file) => canRetry(file)).forEach(retry));
  clearDone.addEventListener('click', clearAdded);
  addEventListener('beforeunload', (event) => {
    if (dropzone.files.some((file) => !isSettled(file))) {
      event.preventDefault();
    }
  });

  const folder = document.querySelector('#folder');
  folder?.addEventListener('change', () => {
    // Files that systems hide are nobody's images; any other that is none is refused by its name.
    [...folder.files].filter((file) => !/^(\.|Thumbs\.db$|desktop\.ini$)/i.test(file.name)).forEach((file) => dropzone.addFile(file));
    folder.value = '';
  });
  const startBatch = document.querySelector('#start-batch') ?? document.createElement('button');
  startBatch.addEventListener('click', openBatch);

  function typeOf(file) {
    return file.type || TYPES[file.name.split('.').pop().toLowerCase()] || '';
  }

  /** The reason why a file cannot be uploaded, or undefined. */
  function whyNot(file) {
    if (dropzone.files.filter((other) => !isSettled(other)).length > MOST_FILES) {
      return words.tooMany;
    }
    // The server knows the names that older systems give to these types, and names the type that it refuses.
    if (!typeOf(file).startsWith('image/')) {
      return words.type;
    }
    if (file.size === 0) {
      return words.empty;
    }
    if (file.size > maxBytes) {
      return words.large.replace('#', Math.floor(maxBytes / 1048576));
    }
    return undefined;
  }

  /** Requests the signed form of a file. Dropzone calls this before it posts the file. */
  async function admit(file, go) {
    say(file, words.preparing);
    try {
      file.form = await post('/gallery/uploads', {
        filename: file.name,
        contentType: typeOf(file),
        bytes: file.size,
        projectId: project?.value || undefined,
      });
      go(file);
    } catch (error) {
      dropzone._errorProcessing([file], messageOf(error));
    }
  }

  async function analyse(file) {
    say(file, words.starting);
    try {
      await post('/gallery/analyses', { imageId: file.form.imageId, heatmap: Boolean(deep?.checked), bulk: dropzone.files.length > ALONE });
      file.stage = 'accepted';
      say(file, words.queued);
      announceSoon();
    } catch (error) {
      fail(file, messageOf(error));
    }
    countSoon();
  }

  async function post(path, body) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify(body),
    });
    const content = await answer.json().catch(() => ({}));
    if (answer.redirected || answer.status === 401) {
      throw new Refusal(words.loggedOut);
    }
    if (!answer.ok) {
      throw new Refusal(content.detail || content.title || words.status.replace('#', answer.status));
    }
    return content;
  }

  /** Shows a message whose link to the plan's page is written as in Markdown; names those who can change the plan to all others. */
  function explain(element, message) {
    const [all, before, text, after] = /^(.*?)\[([^\]]*)\]\(\/billing\)(.*)$/.exec(message) || [];
    if (all === undefined) {
      element.textContent = message;
      return;
    }
    element.textContent = before;
    element.append(link('/billing', text), after);
    if (place.dataset.mayBill !== 'true') {
      element.append(` ${words.ask} `, link('/settings/people', words.who));
    }
  }

  function link(href, text) {
    const anchor = document.createElement('a');
    anchor.href = href;
    anchor.textContent = text;
    return anchor;
  }

  function messageOf(error) {
    return error instanceof Refusal ? error.message : words.unreachable;
  }

  function storeRefusal(xhr) {
    return xhr.status === 0 ? words.unreachable : words.store;
  }

  function fail(file, why) {
    file.stage = 'failed';
    file.previewElement.classList.add('dz-error');
    explain(file.previewElement.querySelector('.why'), why);
    file.previewElement.querySelector('.retry').hidden = !canRetry(file);
    say(file, words.notAdded);
    countSoon();
  }

  function canRetry(file) {
    return file.stage === 'failed' && whyNot(file) === undefined;
  }

  function retry(file) {
    file.stage = undefined;
    file.previewElement.classList.remove('dz-error');
    file.previewElement.querySelector('.why').textContent = '';
    file.previewElement.querySelector('.retry').hidden = true;
    if (file.arrived) {
      analyse(file);
      return;
    }
    file.upload.progress = 0;
    file.upload.bytesSent = 0;
    file.status = Dropzone.ADDED;
    file.accepted = true;
    dropzone.enqueueFile(file);
    countSoon();
  }

  function isSettled(file) {
    return file.stage === 'accepted' || file.stage === 'failed';
  }

  function say(file, what) {
    file.previewElement.querySelector('.what').textContent = what;
  }

  // Uploaded files appear as cards, so only failed files remain in this list.
  let cleared = 0;
  function clearAdded() {
    const added = dropzone.files.filter((file) => file.stage === 'accepted');
    cleared += added.length;
    added.forEach((file) => dropzone.removeFile(file));
    count();
  }
  const clearSoon = atMostEvery(2500, () => {
    if (dropzone.files.every(isSettled)) {
      clearAdded();
    }
  });

  const countSoon = atMostEvery(150, count);
  const announceSoon = atMostEvery(1000, () => {
    document.body.dispatchEvent(new CustomEvent('uploaded', { bubbles: true }));
  });

  function count() {
    const files = dropzone.files;
    const accepted = cleared + files.filter((file) => file.stage === 'accepted').length;
    const all = cleared + files.length;
    const failed = files.filter((file) => file.stage === 'failed').length;
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const sent = files.reduce((sum, file) => sum + file.size * (isSettled(file) ? 1 : (file.upload.progress || 0) / 100), 0);
    overall.hidden = all === 0;
    overallBar.value = bytes ? (100 * sent) / bytes : 100;
    overallText.textContent =
      (all === 1 ? words.one : words.many).replace('#', accepted).replace('$', all) + (failed ? `, ${words.failed.replace('#', failed)}` : '');
    retryAll.hidden = !files.some(canRetry);
    clearDone.hidden = inBatch || accepted === cleared;
    if (accepted > cleared && files.every(isSettled) && !inBatch) {
      clearSoon();
    }
    startBatch.disabled = accepted === 0 || !files.every(isSettled);
  }

  /** Creates a batch of all uploaded files. */
  async function openBatch() {
    startBatch.disabled = true;
    const arrived = dropzone.files.filter((file) => file.arrived);
    try {
      const batch = await post('/batches', {
        imageIds: arrived.map((file) => file.form.imageId),
        name: document.querySelector('#batch-name').value,
        heatmap: Boolean(deep?.checked),
        partial: true,
      });
      location.assign(`/batches/${batch.id}`);
    } catch (error) {
      explain(overallText, messageOf(error));
      startBatch.disabled = false;
    }
  }

  /** Debounces a function: calls within the pause are merged into one. */
  function atMostEvery(millis, action) {
    let timer;
    return () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, millis);
    };
  }
})();
