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
  const pause = document.querySelector('#pause');
  const cancelAll = document.querySelector('#cancel-all');
  const shrinkAll = document.querySelector('#shrink-all');

  /** An error whose message is shown to the user. */
  class Refusal extends Error {}

  // The gallery takes files that are dropped anywhere on the page.
  const target = place.hasAttribute('data-anywhere') ? document.body : place;
  const dropzone = new Dropzone(target, {
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
    clickable: target === place ? [place, document.querySelector('#choose')] : [document.querySelector('#choose')],
    acceptedFiles: null,
    previewsContainer: '#files',
    previewTemplate: document.querySelector('#file-template').innerHTML.trim(),
    accept: (file, done) => (isZip(file) && !inBatch ? unpack(file) : done(whyNot(file))),
    transformFile: admit,
  });
  dropzone.hiddenFileInput.setAttribute('accept', ['image/*', ...Object.keys(TYPES).map((ending) => `.${ending}`), ...(inBatch ? [] : ['.zip'])].join(','));

  dropzone.on('addedfile', (file) => {
    if (dropzone.files.every((other) => other === file || isSettled(other))) {
      cleared = 0;
    }
    file.previewElement.querySelector('.retry').addEventListener('click', () => retry(file));
    file.previewElement.querySelector('.shrink')?.addEventListener('click', () => shrink(file));
    file.previewElement.querySelector('.dismiss')?.addEventListener('click', () => dismiss(file));
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
  clearDone.addEventListener('click', () => clearAdded(true));
  pause?.addEventListener('click', () => {
    // Files that are on their way arrive; the others wait.
    dropzone.options.autoProcessQueue = !dropzone.options.autoProcessQueue;
    pause.textContent = isPaused() ? pause.dataset.resume : pause.dataset.pause;
    if (!isPaused()) {
      dropzone.processQueue();
    }
    count();
  });
  cancelAll?.addEventListener('click', () => dropzone.files.filter((file) => !isSettled(file)).forEach(dismiss));
  shrinkAll?.addEventListener('click', () => dropzone.files.filter(canShrink).forEach(shrink));
  if (target === document.body) {
    document.addEventListener('paste', takePasted);
    document.querySelector('#addresses').addEventListener('submit', (event) => {
      event.preventDefault();
      addAddresses(event.target.elements.addresses.value);
      event.target.reset();
      event.target.closest('details').open = false;
    });
  }
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

  function isZip(file) {
    return /\.zip$/i.test(file.name) || file.type === 'application/zip' || file.type === 'application/x-zip-compressed';
  }

  function isPaused() {
    return !dropzone.options.autoProcessQueue;
  }

  /** Takes a file off the list, and stops its upload. */
  function dismiss(file) {
    file.request?.abort();
    dropzone.removeFile(file);
    count();
  }

  /** Sends an archive, which the server unpacks and scores as a batch. */
  function unpack(file) {
    const form = new FormData();
    form.append('_csrf', token);
    form.append('name', '');
    form.append('project', project?.value || '');
    form.append('heatmap', String(Boolean(deep?.checked)));
    form.append('zip', file, file.name);
    const request = new XMLHttpRequest();
    file.request = request;
    file.again = () => unpack(file);
    request.upload.addEventListener('progress', (event) => {
      file.upload.progress = (100 * event.loaded) / event.total;
      file.previewElement.querySelector('progress').value = file.upload.progress;
      say(file, file.upload.progress < 100 ? words.uploading.replace('#', Math.round(file.upload.progress)) : words.zip);
      countSoon();
    });
    request.addEventListener('load', () => {
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      const batch = /\/batches\/bat_[0-9a-f]+/.exec(request.responseURL);
      if (request.status < 300 && batch) {
        file.stage = 'accepted';
        file.isBatch = true;
        say(file, words.zipDone);
        file.previewElement.querySelector('.what').append(' ', link(batch[0], words.openBatch));
        announceSoon();
      } else {
        fail(file, page.querySelector('.notice.bad, main p')?.textContent.trim() || words.status.replace('#', request.status));
      }
      countSoon();
    });
    request.addEventListener('error', () => fail(file, words.unreachable));
    request.open('POST', '/batches');
    request.setRequestHeader('Accept', 'text/html');
    request.send(form);
  }

  /** Adds pasted images, or the images at pasted addresses. */
  function takePasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length > 0) {
      event.preventDefault();
      files.forEach((file) => dropzone.addFile(
        file.name === 'image.png' ? new File([file], `${words.pasted}.png`, { type: file.type }) : file));
    } else if (!event.target.closest('input, textarea')) {
      addAddresses(event.clipboardData.getData('text'));
    }
  }

  function addAddresses(text) {
    text.split(/\s+/).filter((part) => /^https?:\/\/\S+$/.test(part)).forEach((url) => {
      // The list shows an address like a file, whose bytes the server fetches.
      const file = new File([], url);
      file.again = () => fetchFrom(url, file);
      file.isAddress = true;
      file.upload = { progress: 0 };
      file.status = Dropzone.ADDED;
      dropzone.files.push(file);
      dropzone.emit('addedfile', file);
      fetchFrom(url, file);
    });
  }

  async function fetchFrom(url, file) {
    say(file, words.importing);
    try {
      await post('/gallery/imports', { url, projectId: project?.value || undefined, heatmap: Boolean(deep?.checked) });
      file.stage = 'accepted';
      say(file, words.queued);
      announceSoon();
    } catch (error) {
      fail(file, messageOf(error));
    }
    countSoon();
  }

  /** Whether a file was refused for its size, and the browser can make it smaller. */
  function canShrink(file) {
    return file.stage === 'failed' && file.size > maxBytes && /^image\/(jpeg|png|webp|avif)$/.test(typeOf(file));
  }

  /** Replaces a file by a smaller JPEG, because the person asked for it. */
  async function shrink(file) {
    say(file, words.shrinking);
    try {
      const picture = await createImageBitmap(file);
      for (let side = Math.min(4096, Math.max(picture.width, picture.height)); side >= 512; side *= 0.75) {
        const scale = Math.min(1, side / Math.max(picture.width, picture.height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(picture, 0, 0, canvas.width, canvas.height);
        const bytes = await new Promise((done) => { canvas.toBlob(done, 'image/jpeg', 0.9); });
        if (bytes && bytes.size <= maxBytes) {
          dismiss(file);
          dropzone.addFile(new File([bytes], file.name.replace(/\.[^.]*$/, '.jpg'), { type: 'image/jpeg' }));
          return;
        }
      }
    } catch {
      // The browser cannot read this image; the sentence below says so.
    }
    fail(file, words.unshrinkable);
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
    const smaller = file.previewElement.querySelector('.shrink');
    if (smaller) {
      smaller.hidden = !canShrink(file) || why === words.unshrinkable;
    }
    say(file, words.notAdded);
    countSoon();
  }

  function canRetry(file) {
    return file.stage === 'failed' && (file.again !== undefined || whyNot(file) === undefined);
  }

  function retry(file) {
    file.stage = undefined;
    file.previewElement.classList.remove('dz-error');
    file.previewElement.querySelector('.why').textContent = '';
    file.previewElement.querySelector('.retry').hidden = true;
    if (file.again) {
      file.again();
      return;
    }
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
  function clearAdded(byHand) {
    const added = dropzone.files.filter((file) => file.stage === 'accepted' && (!file.isBatch || byHand === true));
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
    const waits = files.some((file) => !isSettled(file));
    if (pause) {
      pause.hidden = !waits && !isPaused();
      cancelAll.hidden = !waits;
      shrinkAll.hidden = files.filter(canShrink).length < 2;
      overallText.textContent += isPaused() && waits ? ` · ${words.paused}` : '';
    }
    retryAll.hidden = !files.some(canRetry);
    clearDone.hidden = inBatch || !files.some((file) => file.stage === 'accepted');
    if (files.some((file) => file.stage === 'accepted' && !file.isBatch) && files.every(isSettled) && !inBatch) {
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
