import { join } from 'node:path';
import { packageDirectory } from '../packageDirectory';
import { parseArguments } from './parseArguments';

describe('parseArguments', () => {
  it('works in the repository by default', () => {
    expect(parseArguments(['up'])).toEqual({
      command: 'up',
      directory: join(packageDirectory, '../..', '.greenroom/cluster'),
    });
  });

  it('takes another folder', () => {
    expect(parseArguments(['status', '--directory', '/tmp/x'])).toEqual({
      command: 'status',
      directory: '/tmp/x',
    });
  });

  it.each([[[]], [['start']], [['up', 'now']], [['up', '--dir', 'x']]])(
    'explains itself on %j',
    args =>
      expect(() => parseArguments(args)).toThrow('Usage: cluster COMMAND'),
  );
});
