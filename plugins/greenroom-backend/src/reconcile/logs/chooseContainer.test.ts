import {
  AssetContainer,
  LogRequest,
} from '@greenroom/backstage-plugin-greenroom-common';
import { chooseContainer } from './chooseContainer';

const aContainer = (
  container: string,
  state: Partial<AssetContainer> = {},
): AssetContainer => ({
  pod: 'explore-0',
  container,
  init: false,
  state: 'running',
  restarts: 0,
  log: true,
  previousLog: false,
  ...state,
});
const waits = { state: 'waiting', log: false } as const;
const choose = (containers: AssetContainer[], request: LogRequest = {}) =>
  chooseContainer('Workbench:fraud/explore', containers, request);

describe('chooseContainer', () => {
  it('takes the first that has a log', () => {
    const clone = aContainer('git-clone', { init: true });
    expect(choose([aContainer('explore', waits), clone])).toBe(clone);
  });

  it('takes the one that is named, in the pod that is named', () => {
    const proxy = aContainer('proxy', { pod: 'explore-1' });
    const request = { pod: 'explore-1', container: 'proxy' };
    expect(choose([aContainer('proxy'), proxy], request)).toBe(proxy);
  });

  it('takes one that was restarted, for what it said before', () => {
    const restarted = aContainer('proxy', { previousLog: true });
    expect(choose([aContainer('explore'), restarted], { previous: true })).toBe(
      restarted,
    );
  });

  it.each<[string, AssetContainer[], LogRequest, string | RegExp]>([
    ['there is none', [], {}, /no container on the cluster: it is stopped/],
    [
      'it is of another',
      [aContainer('explore')],
      { pod: 'secrets-0' },
      'Workbench:fraud/explore has no such container; it has explore in explore-0',
    ],
    [
      'it has not started',
      [aContainer('explore', { ...waits, reason: 'ImagePullBackOff' })],
      {},
      'Container explore of pod explore-0 has not started yet: ImagePullBackOff',
    ],
    [
      'it was not restarted',
      [aContainer('explore')],
      { previous: true },
      /has not been restarted/,
    ],
  ])('says that %s', (_, containers, request, message) => {
    expect(() => choose(containers, request)).toThrow(message);
  });
});
