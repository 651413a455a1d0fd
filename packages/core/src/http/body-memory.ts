/**
 * Memory that long bodies use one after the other. A body takes its time to come, and bytes of its own would by then be no
 * matter for the garbage collector's short rounds any more: they pile up until the next full one, tens of megabytes where
 * pages come side by side.
 */
const free: Buffer[] = [];
const lent = new WeakSet<ArrayBufferLike>();

/** Bytes: a body that is longer is too rare to keep its memory. */
const largestKept = 8 * 2 ** 20;

/** Bytes to keep for later bodies: more than pages in a few lanes take. */
const mostKept = 4 * largestKept;

/** Bytes: a piece as the network hands it over, of which such a body has more than one. */
const smallest = 64 * 2 ** 10;

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
    else if (this.size > this.#bytes.byteLength) this.#move(acquireBuffer(this.size));
    if (size > 0) this.#bytes.set(piece, size);
  }

  /** All of it. Who has read it calls {@link releaseBuffer}; else it is left to the garbage collector. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.size);
    this.#bytes = Buffer.alloc(0);
    return bytes;
  }

  #move(memory: Buffer): void {
    memory.set(this.#bytes);
    releaseBuffer(this.#bytes);
    this.#bytes = memory;
  }
}

/** Takes back a body's bytes, which the next one will overwrite. Bytes from elsewhere are left alone. */
export function releaseBuffer({ buffer }: Uint8Array): void {
  if (!lent.delete(buffer) || buffer.byteLength > largestKept) return;
  free.push(Buffer.from(buffer));
  free.sort((one, other) => one.byteLength - other.byteLength);
  // Large memory serves any body, and small memory few.
  for (let kept = free.reduce((sum, { byteLength }) => sum + byteLength, 0); kept > mostKept;)
    kept -= free.shift()!.byteLength;
}

function acquireBuffer(size: number): Buffer {
  const index = free.findIndex(({ byteLength }) => byteLength >= size);
  const memory =
    index === -1
      ? Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(Math.max(size, smallest))))
      : free.splice(index, 1)[0]!;
  lent.add(memory.buffer);
  return memory;
}
