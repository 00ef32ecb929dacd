import { lines } from './lines';

async function split(...chunks: Uint8Array[]): Promise<string[]> {
  async function* stream() {
    yield* chunks;
  }
  const found: string[] = [];
  const left = (what: string) => found.push(`left out: ${what}`);
  for await (const line of lines(stream(), left)) {
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

  it('leaves out bytes that are not UTF-8, and says so', async () => {
    await expect(
      split(Buffer.from([0x61, 0xff, 0x0a]), Buffer.from('b\n')),
    ).resolves.toEqual(['left out: a line of 2 bytes that are not UTF-8', 'b']);
  });

  it('does not keep a line that will not end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const chunks = Array.from({ length: 17 }, () => megabyte);
    await expect(split(...chunks, Buffer.from('\nb\n'))).resolves.toEqual([
      'left out: a line of 17825792 bytes',
      'b',
    ]);
  });
});
