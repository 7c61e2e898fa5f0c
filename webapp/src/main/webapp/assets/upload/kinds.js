// The kinds of files that can be added.
const TYPES = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', jpe: 'image/jpeg', jfif: 'image/jpeg', jpg_large: 'image/jpeg', mpo: 'image/jpeg',
  png: 'image/png', apng: 'image/png', webp: 'image/webp', gif: 'image/gif', avif: 'image/avif', avifs: 'image/avif',
  heic: 'image/heic', heics: 'image/heic', heif: 'image/heif', heifs: 'image/heif', hif: 'image/heif',
};

/** What the file chooser offers. */
export const ACCEPTED = ['image/*', ...Object.keys(TYPES).map((ending) => `.${ending}`), '.zip'].join(',');

/** The content type by the browser's knowledge, or else by the name; empty if neither knows it. */
export function typeOf(file) {
  return file.type || TYPES[file.name.split('.').pop().toLowerCase()] || '';
}

export function isZip(file) {
  return /\.zip$/i.test(file.name) || file.type === 'application/zip' || file.type === 'application/x-zip-compressed';
}

/** Whether a system added the file to a folder for its own use. */
export function isHidden(file) {
  return /^(\.|Thumbs\.db$|desktop\.ini$)/i.test(file.name);
}
