// Requests to the server, whose refusals are sentences for the person.

/** An error whose message is shown to the person. */
export class Refusal extends Error {}

export const token = document.querySelector('meta[name="csrf-token"]').content;

/** Sends JSON, and returns the JSON of the answer. */
export async function post(path, body, words) {
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

/**
 * Sends an archive, which the server unpacks and scores as a batch.
 *
 * @param fields the other fields of the form
 * @param started receives the request, which can be aborted
 * @param progressed receives the progress in percent
 * @returns the address of the batch
 */
export function sendArchive(file, fields, words, started, progressed) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('_csrf', token);
    Object.entries(fields).forEach(([name, value]) => form.append(name, value));
    form.append('zip', file, file.name);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', (event) => progressed((100 * event.loaded) / event.total));
    request.addEventListener('load', () => {
      const batch = /\/batches\/bat_[0-9a-f]+/.exec(request.responseURL);
      if (request.status < 300 && batch) {
        resolve(batch[0]);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      reject(new Refusal(page.querySelector('.fault, main p')?.textContent.trim() || words.status.replace('#', request.status)));
    });
    request.addEventListener('error', () => reject(new Refusal(words.unreachable)));
    request.open('POST', '/batches');
    request.setRequestHeader('Accept', 'text/html');
    request.send(form);
    started(request);
  });
}
