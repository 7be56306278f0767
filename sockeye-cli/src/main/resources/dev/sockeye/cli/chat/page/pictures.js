// Pictures on their way out: a photo that is too large is made smaller here, since the server takes no more.
const SIDES = [2048, 1440, 1024, 720];

/** Returns type and bytes of a picture that fits the limit; fails with a sentence to show. */
export async function shrink(file, limit) {
  if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)) {
    throw new Error('Only PNG, JPEG, GIF, WebP and AVIF pictures can be sent.');
  }
  if (file.size <= limit) {
    return { type: file.type, data: await file.arrayBuffer() };
  }
  const small = file.type === 'image/gif' ? null : await smaller(file, limit);
  if (!small) {
    throw new Error(`This picture has ${size(file.size)}; the most that can be sent is ${size(limit)}.`);
  }
  return { type: small.type, data: await small.arrayBuffer() };
}

async function smaller(file, limit) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error('This picture could not be read.');
  }
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (blob && blob.size <= limit) {
      return blob;
    }
  }
  return null;
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
