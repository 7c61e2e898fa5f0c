// Makes images that are too large smaller, in the browser.
import { typeOf } from './kinds.js';

const LONGEST_SIDE = 4096;
const SHORTEST_SIDE = 512;

/** Whether the browser can read the image. */
export function canBeRead(file) {
  return /^image\/(jpeg|png|webp|avif)$/.test(typeOf(file));
}

/** A JPEG of the same image with at most that many bytes; undefined if there is none. */
export async function shrunk(file, maxBytes) {
  try {
    const picture = await createImageBitmap(file);
    const longest = Math.max(picture.width, picture.height);
    for (let side = Math.min(LONGEST_SIDE, longest); side >= SHORTEST_SIDE; side *= 0.75) {
      const bytes = await jpeg(picture, Math.min(1, side / longest));
      if (bytes && bytes.size <= maxBytes) {
        return new File([bytes], file.name.replace(/\.[^.]*$/, '.jpg'), { type: 'image/jpeg' });
      }
    }
  } catch {
    // The browser cannot read this image.
  }
  return undefined;
}

function jpeg(picture, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, 'image/jpeg', 0.9); });
}
