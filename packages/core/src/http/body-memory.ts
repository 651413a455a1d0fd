/**
 * Memory that long bodies use one after the other. A body takes its time to come, and bytes of its own would by then be no
 * matter for the garbage collector's short rounds any more: they pile up until the next full one, tens of megabytes where
 * pages come side by side.
 */
const free: Buffer[] = [];
const lent = new WeakSet<ArrayBufferLike>();

/** Bytes to keep for later bodies: more than pages in a few lanes take. */
const mostKept = 16 * 2 ** 20;

/** Gathers a body that comes in pieces. */
export class Gathering {
  #bytes: Buffer = Buffer.alloc(0);
  /** Bytes so far. */
  size = 0;

  /** A first piece is kept as it is, as most bodies have no other. */
  add(piece: Buffer): void {
    const { size } = this;
    this.size += piece.byteLength;
    if (size === 0) this.#bytes = piece;
    else if (this.size > this.#bytes.byteLength) this.#move(borrow(this.size));
    if (size > 0) this.#bytes.set(piece, size);
  }

  /** All of it. Who has read it calls {@link giveBack}; else it is left to the garbage collector. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.size);
    this.#bytes = bytes.subarray(0, 0);
    return bytes;
  }

  #move(memory: Buffer): void {
    memory.set(this.#bytes);
    giveBack(this.#bytes);
    this.#bytes = memory;
  }
}

/** Takes back a body's bytes, which the next one will overwrite. Bytes from elsewhere are left alone. */
export function giveBack({ buffer }: Uint8Array): void {
  if (!lent.delete(buffer)) return;
  const kept = free.reduce((sum, { byteLength }) => sum + byteLength, buffer.byteLength);
  if (kept <= mostKept) free.push(Buffer.from(buffer));
}

function borrow(size: number): Buffer {
  const index = free.findIndex(({ byteLength }) => byteLength >= size);
  const memory = index === -1 ? Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size))) : free.splice(index, 1)[0]!;
  lent.add(memory.buffer);
  return memory;
}
