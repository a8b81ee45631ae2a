import { crc32 } from "node:zlib";

/** One file of an archive: its name with forward slashes, and its bytes. */
export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly at: Temporal.PlainDateTime;
}

interface Written {
  readonly name: Buffer;
  readonly head: Buffer;
  readonly offset: number;
}

const versionNeeded = 20;
/** File names are UTF-8. */
const flags = 0x0800;

/**
 * An archive of files as they are (audio and pictures do not get smaller), written as they come: PKWARE's APPNOTE 6.3, methods
 * "stored" only. For less than 65,536 files and 4 GB together.
 * @throws RangeError above that.
 */
export async function* zip(files: AsyncIterable<ZippedFile>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, bytes, at } of files) {
    const head = commonHead(bytes, at, Buffer.from(name));
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), head, Buffer.from(name), bytes]);
    written.push({ name: Buffer.from(name), head, offset });
    offset += local.length;
    if (offset > 0xffff_ffff || written.length > 0xffff) throw new RangeError("The archive grows too large.");
    yield local;
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

/** What the local header and the directory say alike. */
function commonHead(bytes: Uint8Array, at: Temporal.PlainDateTime, name: Buffer): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(versionNeeded, 0);
  head.writeUInt16LE(flags, 2);
  head.writeUInt16LE((at.hour << 11) | (at.minute << 5) | (at.second >> 1), 6);
  head.writeUInt16LE((Math.max(0, at.year - 1980) << 9) | (at.month << 5) | at.day, 8);
  head.writeUInt32LE(crc32(bytes), 10);
  head.writeUInt32LE(bytes.length, 14);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

function directoryEntry({ name, head, offset }: Written): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(versionNeeded, 0);
  return Buffer.concat([Buffer.from("PK\u0001\u0002", "latin1"), madeBy, head, tail, name]);
}
