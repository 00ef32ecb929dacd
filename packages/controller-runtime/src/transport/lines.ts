import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
/** Ten times what etcd stores of an object: what is longer is no event, and must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The bytes of one line, as they come in. */
class Line {
  readonly #onMalformed: (what: string) => void;
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(onMalformed: (what: string) => void) {
    this.#onMalformed = onMalformed;
  }

  append(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > LONGEST_LINE) {
      this.#parts = [];
    } else {
      this.#parts.push(part);
    }
  }

  /** The line, which ends here; empty when there is nothing in it to be read. */
  take(): string {
    const bytes = Buffer.concat(this.#parts);
    const length = this.#length;
    this.#parts = [];
    this.#length = 0;
    if (length > LONGEST_LINE) {
      this.#onMalformed(`a line of ${length} bytes`);
      return '';
    }
    if (!isUtf8(bytes)) {
      this.#onMalformed(`a line of ${length} bytes that are not UTF-8`);
      return '';
    }
    return bytes.toString('utf8').trim();
  }
}

/**
 * Splits a stream of bytes into lines. It cuts at the newline byte before
 * decoding, so a character that straddles two chunks stays whole. Empty lines
 * are left out; so are those that are too long or not UTF-8, and `onMalformed`
 * is told what they were.
 */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  onMalformed: (what: string) => void,
): AsyncGenerator<string> {
  const line = new Line(onMalformed);
  for await (const chunk of chunks) {
    let from = 0;
    let to = chunk.indexOf(NEWLINE);
    while (to !== -1) {
      line.append(chunk.subarray(from, to));
      const text = line.take();
      if (text) {
        yield text;
      }
      from = to + 1;
      to = chunk.indexOf(NEWLINE, from);
    }
    line.append(chunk.subarray(from));
  }
  const rest = line.take();
  if (rest) {
    yield rest;
  }
}
