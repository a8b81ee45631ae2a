/** Carriers make pictures of phones smaller than this anyway, each in its own way. In dots of the longer side. */
const longestSide = 2000;
/** A PNG up to this is sent as it is, so that drawings keep their edges. In bytes. */
const smallPng = 1_000_000;
const quality = 0.85;

/**
 * A photo as it is sent: small enough for every carrier, in a format they all know, without the place where it was taken
 * (a redrawn picture has no metadata). What is no photo, or cannot be drawn here, stays as it is; the server judges it.
 */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  if (!file.type.startsWith("image/") || file.type === "image/gif" || file.type === "image/svg+xml") return file;
  if (file.type === "image/png" && file.size <= smallPng) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return file;
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d");
  if (paper === null) return file;
  paper.fillStyle = "#fff"; // JPEG knows no transparency
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  return drawn ?? file;
}
