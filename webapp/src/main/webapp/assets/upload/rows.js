// The list of files: what each row says, and the sum of all.

/** Shows what happens to a file. */
export function say(file, what) {
  file.previewElement.querySelector('.what').textContent = what;
}

export function isSettled(file) {
  return file.stage === 'accepted' || file.stage === 'failed';
}

export function link(href, text) {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

/** Shows a message whose link to the plan's page is written as in Markdown; names those who can change the plan to all others. */
export function explain(element, message, mayBill, words) {
  const [all, before, text, after] = /^(.*?)\[([^\]]*)\]\(\/billing\)(.*)$/.exec(message) || [];
  if (all === undefined) {
    element.textContent = message;
    return;
  }
  element.textContent = before;
  element.append(link('/billing', text), after);
  if (!mayBill) {
    element.append(` ${words.ask} `, link('/settings/people', words.who));
  }
}

/** The progress of all files: the sentence and the share of bytes. */
export function sumOf(files, cleared, words) {
  const accepted = cleared + files.filter((file) => file.stage === 'accepted').length;
  const all = cleared + files.length;
  const failed = files.filter((file) => file.stage === 'failed').length;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const sent = files.reduce((sum, file) => sum + file.size * (isSettled(file) ? 1 : (file.upload.progress || 0) / 100), 0);
  return {
    all,
    percent: bytes ? (100 * sent) / bytes : 100,
    text: (all === 1 ? words.one : words.many).replace('#', accepted).replace('$', all)
      + (failed ? `, ${words.failed.replace('#', failed)}` : ''),
  };
}

/** Merges the calls within a pause into one. */
export function atMostEvery(millis, action) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      action();
    }, millis);
  };
}
