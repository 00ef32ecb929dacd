import { lines } from './lines';

async function split(...chunks: Uint8Array[]): Promise<string[]> {
  async function* stream() {
    yield* chunks;
  }
  const found: string[] = [];
  for await (const line of lines(stream())) {
    found.push(line);
  }
  return found;
}

describe('lines', () => {
  it('splits wherever the chunks were cut, inside a character too', async () => {
    const bytes = Buffer.from('eins\nzwei 🌱\n\r\ndrei\n');
    for (let cut = 0; cut <= bytes.length; cut++) {
      await expect(
        split(bytes.subarray(0, cut), bytes.subarray(cut)),
      ).resolves.toEqual(['eins', 'zwei 🌱', 'drei']);
    }
  });

  it('yields a last line that has no end', async () => {
    await expect(split(Buffer.from('a\nb'))).resolves.toEqual(['a', 'b']);
  });

  it('goes on after bytes that are not UTF-8', async () => {
    await expect(
      split(Buffer.from([0xff, 0x0a]), Buffer.from('b\n')),
    ).resolves.toEqual(['\ufffd', 'b']);
  });
});
