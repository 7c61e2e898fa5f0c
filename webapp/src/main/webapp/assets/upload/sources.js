// Where files come from besides the file chooser: the clipboard, a folder, and addresses.
import { isHidden } from './kinds.js';

/** Calls addFile with each file, and addAddress with each address. */
export function listenToSources({ addFile, addAddress, words }) {
  const addAddresses = (text) => text.split(/\s+/).filter((part) => /^https?:\/\/\S+$/.test(part)).forEach(addAddress);

  document.addEventListener('paste', (event) => {
    const files = [...event.clipboardData.files];
    if (files.length > 0) {
      event.preventDefault();
      files.forEach((file) => addFile(file.name === 'image.png' ? new File([file], `${words.pasted}.png`, { type: file.type }) : file));
    } else if (!event.target.closest('input, textarea')) {
      addAddresses(event.clipboardData.getData('text'));
    }
  });

  document.querySelector('#addresses').addEventListener('submit', (event) => {
    event.preventDefault();
    addAddresses(event.target.elements.addresses.value);
    event.target.reset();
    event.target.closest('details').open = false;
  });

  const folder = document.querySelector('#folder');
  folder.addEventListener('change', () => {
    // Files that systems hide are nobody's images; any other that is none is refused by its name.
    [...folder.files].filter((file) => !isHidden(file)).forEach(addFile);
    folder.value = '';
  });
}
