const NEWLINE = 0x0a;

/**
 * Splits a stream of bytes into lines. It cuts at the newline byte before
 * decoding, so a character that straddles two chunks stays whole. Empty lines
 * are left out.
 */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  let pending: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    let to = chunk.indexOf(NEWLINE);
    while (to !== -1) {
      pending.push(chunk.subarray(from, to));
      const line = decode(pending);
      pending = [];
      if (line) {
        yield line;
      }
      from = to + 1;
      to = chunk.indexOf(NEWLINE, from);
    }
    if (from < chunk.length) {
      pending.push(chunk.subarray(from));
    }
  }
  const rest = decode(pending);
  if (rest) {
    yield rest;
  }
}

function decode(parts: Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8').trim();
}
