// Archives made by hand, as small as their formats allow: no tool writes the odd ones.

/** A zip with uncompressed entries. The checksums are not right: nobody may come as far as to look at them. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const sizes = [content.length, content.length, name.length];
    const local = Buffer.concat([header("PK\x03\x04", 26, 18, sizes), Buffer.from(name + content)]);
    const central = header("PK\x01\x02", 46, 20, sizes);
    central.writeUInt32LE(at, 42);
    locals.push(local);
    centrals.push(central, Buffer.from(name));
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** @param sizes at which the compressed size, the size and the length of the name begin */
function header(magic: string, length: number, at: number, sizes: readonly number[]): Buffer {
  const bytes = Buffer.alloc(magic === "PK\x03\x04" ? 30 : length);
  bytes.write(magic, "latin1");
  const [packed = 0, full = 0, name = 0] = sizes;
  bytes.writeUInt32LE(packed, at);
  bytes.writeUInt32LE(full, at + 4);
  bytes.writeUInt16LE(name, at + 8);
  return bytes;
}

export interface tar_entry {
  readonly name: string;
  readonly content?: string;
  /** Where it points, for a symbolic link. */
  readonly link?: string;
}

/** A tar as POSIX describes it. */
export function tar(entries: readonly tar_entry[]): Uint8Array {
  const blocks = entries.map(({ name, content = "", link = "" }) => {
    const head = Buffer.alloc(512);
    head.write(name, 0, 100);
    head.write("0000644\0", 100);
    head.write(content.length.toString(8).padStart(11, "0"), 124);
    head.write(link === "" ? "0" : "2", 156);
    head.write(link, 157, 100);
    head.write("ustar\x0000", 257);
    return Buffer.concat([
      head,
      Buffer.from(content.padEnd(Math.ceil(content.length / 512) * 512, "\0")),
    ]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
