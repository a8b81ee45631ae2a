import { crc32, deflateSync } from "node:zlib";

/** A PNG of so many dots, from blue to brown; with `noise` it packs as badly as a photo. */
export function gradient(width: number, height: number, noise = 0): Buffer {
  const rows = Buffer.concat(
    Array.from({ length: height }, (_row, y) =>
      Buffer.from([
        0,
        ...Array.from({ length: width }, (_dot, x) => [
          x % 256,
          (y + 60) % 256,
          (200 - (x >> 1) + ((x * y * noise) % 97)) & 255,
        ]).flat(),
      ]),
    ),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
