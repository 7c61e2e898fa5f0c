// Uploads images: requests a signed form, posts the file to the object store, then requests its analysis.
import { ACCEPTED, isZip, typeOf } from './upload/kinds.js';
import { Refusal, post as send, sendArchive } from './upload/requests.js';
import { atMostEvery, explain, isSettled, link, say, sumOf } from './upload/rows.js';
import { canBeRead, shrunk } from './upload/shrink.js';
import { listenToSources } from './upload/sources.js';

const MOST_FILES = 1000;
// The number of images that are scored before bulk uploads.
const ALONE = 10;

const place = document.querySelector('#dropzone');
// The sentences of the page's language; # and $ stand for numbers.
const words = JSON.parse(place.dataset.words);
const maxBytes = Number(place.dataset.maxBytes);
const mayBill = place.dataset.mayBill === 'true';
const deep = document.querySelector('#deep');
const project = document.querySelector('#project');
// Files are scored as one batch, after all of them have been uploaded, if the batch has a name.
const batchName = document.querySelector('#batch-name');
const overall = document.querySelector('#overall');
const overallBar = overall.querySelector('progress');
const overallText = document.querySelector('#overall-text');
const retryAll = document.querySelector('#retry-all');
const clearDone = document.querySelector('#clear-done');
const pause = document.querySelector('#pause');
const cancelAll = document.querySelector('#cancel-all');
const shrinkAll = document.querySelector('#shrink-all');
// Uploaded files appear as cards, so only failed files remain in the list; the others are counted here.
let cleared = 0;

const post = (path, body) => send(path, body, words);
const wantsDeep = () => Boolean(deep?.checked);

// Files that are dropped anywhere on the page are added.
const dropzone = new Dropzone(document.body, {
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
  clickable: [document.querySelector('#choose')],
  acceptedFiles: null,
  previewsContainer: '#files',
  previewTemplate: document.querySelector('#file-template').innerHTML.trim(),
  accept: (file, done) => (isZip(file) ? unpack(file) : done(whyNot(file))),
  transformFile: admit,
});
dropzone.hiddenFileInput.setAttribute('accept', ACCEPTED);

dropzone.on('addedfile', (file) => {
  if (dropzone.files.every((other) => other === file || isSettled(other))) {
    cleared = 0;
  }
  file.previewElement.querySelector('.retry').addEventListener('click', () => retry(file));
  file.previewElement.querySelector('.shrink').addEventListener('click', () => shrink(file));
  file.previewElement.querySelector('.dismiss').addEventListener('click', () => dismiss(file));
  say(file, words.waiting);
  countSoon();
});
dropzone.on('uploadprogress', (file, percent) => {
  say(file, percent < 100 ? words.uploading.replace('#', Math.round(percent)) : words.uploaded);
  countSoon();
});
dropzone.on('success', (file) => {
  file.arrived = true;
  if (batchName.value.trim()) {
    file.stage = 'collected';
    say(file, words.collected);
    openBatchSoon();
    countSoon();
  } else {
    analyse(file);
  }
});
dropzone.on('error', (file, message, xhr) => {
  const refusedByStore = xhr && (xhr.status === 0 ? words.unreachable : words.store);
  fail(file, refusedByStore || String(message));
});

retryAll.addEventListener('click', () => dropzone.files.filter(canRetry).forEach(retry));
clearDone.addEventListener('click', () => clearAdded(true));
pause.addEventListener('click', () => {
  // Files that are on their way arrive; the others wait.
  dropzone.options.autoProcessQueue = !dropzone.options.autoProcessQueue;
  pause.textContent = isPaused() ? pause.dataset.resume : pause.dataset.pause;
  if (!isPaused()) {
    dropzone.processQueue();
  }
  count();
});
cancelAll.addEventListener('click', () => dropzone.files.filter((file) => !isSettled(file)).forEach(dismiss));
shrinkAll.addEventListener('click', () => dropzone.files.filter(canShrink).forEach(shrink));
listenToSources({ addFile: (file) => dropzone.addFile(file), addAddress, words });
addEventListener('beforeunload', (event) => {
  if (dropzone.files.some((file) => !isSettled(file))) {
    event.preventDefault();
  }
});

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
  return file.size > maxBytes ? words.large.replace('#', Math.floor(maxBytes / 1048576)) : undefined;
}

function isPaused() {
  return !dropzone.options.autoProcessQueue;
}

/** Takes a file off the list, and stops its upload. */
function dismiss(file) {
  file.request?.abort();
  dropzone.removeFile(file);
  openBatchSoon();
  count();
}

/** Sends an archive. */
async function unpack(file) {
  file.again = () => unpack(file);
  const fields = { name: batchName.value, project: project?.value || '', heatmap: String(wantsDeep()) };
  try {
    const batch = await sendArchive(file, fields, words, (request) => { file.request = request; }, (percent) => {
      file.upload.progress = percent;
      file.previewElement.querySelector('progress').value = percent;
      say(file, percent < 100 ? words.uploading.replace('#', Math.round(percent)) : words.zip);
      countSoon();
    });
    showBatch(file, batch);
    announceSoon();
  } catch (error) {
    fail(file, messageOf(error));
  }
  countSoon();
}

/** Leads from a file to the batch that it is in. */
function showBatch(file, batch) {
  file.stage = 'accepted';
  file.isBatch = true;
  say(file, words.zipDone);
  file.previewElement.querySelector('.what').append(' ', link(batch, words.openBatch));
}

/** Lists an address like a file, whose bytes the server fetches. */
function addAddress(url) {
  const file = new File([], url);
  file.again = () => fetchFrom(url, file);
  file.upload = { progress: 0 };
  file.status = Dropzone.ADDED;
  dropzone.files.push(file);
  dropzone.emit('addedfile', file);
  fetchFrom(url, file);
}

async function fetchFrom(url, file) {
  say(file, words.importing);
  await acceptAfter(file, () => post('/gallery/imports', { url, projectId: project?.value || undefined, heatmap: wantsDeep() }));
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
  const options = { imageId: file.form.imageId, heatmap: wantsDeep(), bulk: dropzone.files.length > ALONE };
  await acceptAfter(file, () => post('/gallery/analyses', options));
}

async function acceptAfter(file, request) {
  try {
    await request();
    file.stage = 'accepted';
    say(file, words.queued);
    announceSoon();
  } catch (error) {
    fail(file, messageOf(error));
  }
  countSoon();
}

/** Creates a batch of the collected files when no file is on its way any more, and shows its progress. */
async function openBatch() {
  const collected = dropzone.files.filter((file) => file.stage === 'collected');
  if (collected.length === 0 || dropzone.files.some((file) => !isSettled(file) && file.stage !== 'collected')) {
    return;
  }
  collected.forEach((file) => { file.stage = 'accepted'; });
  try {
    const batch = await post('/batches', {
      imageIds: collected.map((file) => file.form.imageId),
      name: batchName.value,
      heatmap: wantsDeep(),
      partial: true,
    });
    const page = `/batches/${batch.id}`;
    if (dropzone.files.some((file) => file.stage === 'failed')) {
      // The person still has to read why some files were refused.
      collected.forEach((file) => showBatch(file, page));
      announceSoon();
    } else {
      location.assign(page);
    }
  } catch (error) {
    collected.forEach((file) => fail(file, messageOf(error)));
  }
  countSoon();
}

/** Whether a file was refused for its size, and the browser can make it smaller. */
function canShrink(file) {
  return file.stage === 'failed' && file.size > maxBytes && canBeRead(file);
}

/** Replaces a file by a smaller JPEG, because the person asked for it. */
async function shrink(file) {
  say(file, words.shrinking);
  const smaller = await shrunk(file, maxBytes);
  if (smaller) {
    dismiss(file);
    dropzone.addFile(smaller);
  } else {
    fail(file, words.unshrinkable);
  }
}

function messageOf(error) {
  return error instanceof Refusal ? error.message : words.unreachable;
}

function fail(file, why) {
  file.stage = 'failed';
  const row = file.previewElement;
  row.classList.add('dz-error');
  if (!row.contains(document.activeElement)) {
    // The list shows three files; those that need the person come first.
    row.parentElement?.prepend(row);
  }
  explain(file.previewElement.querySelector('.why'), why, mayBill, words);
  file.previewElement.querySelector('.retry').hidden = !canRetry(file);
  file.previewElement.querySelector('.shrink').hidden = !canShrink(file) || why === words.unshrinkable;
  say(file, words.notAdded);
  openBatchSoon();
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
const openBatchSoon = atMostEvery(200, openBatch);
const announceSoon = atMostEvery(1000, () => {
  document.body.dispatchEvent(new CustomEvent('uploaded', { bubbles: true }));
});

function count() {
  const files = dropzone.files;
  const waits = files.some((file) => !isSettled(file));
  const sum = sumOf(files, cleared, words);
  overall.hidden = sum.all === 0;
  overallBar.value = sum.percent;
  overallText.textContent = sum.text + (isPaused() && waits ? ` · ${words.paused}` : '');
  pause.hidden = !waits && !isPaused();
  cancelAll.hidden = !waits;
  shrinkAll.hidden = files.filter(canShrink).length < 2;
  retryAll.hidden = !files.some(canRetry);
  clearDone.hidden = !files.some((file) => file.stage === 'accepted');
  if (files.some((file) => file.stage === 'accepted' && !file.isBatch) && files.every(isSettled)) {
    clearSoon();
  }
}
