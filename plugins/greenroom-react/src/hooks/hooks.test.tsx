import { TestApiProvider } from '@backstage/frontend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  assetChannel,
  GreenroomApi,
  LIST_CHANNEL,
} from '@greenroom/backstage-plugin-greenroom-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { greenroomApiRef } from '../api/greenroomApiRef';
import {
  aStatus,
  aWorkbench,
  entityOf,
  fakeGreenroomApi,
  FakeSignals,
  summaryOf,
} from '../testUtils';
import { entityAssetRef } from './entityAssetRef';
import { useAsset } from './useAsset';
import { LIST_LIMIT, useAssets } from './useAssets';
import { useCapacity } from './useCapacity';
import { useClusters } from './useClusters';
import { useLog } from './useLog';
import { useStandards } from './useStandards';

function inApp(answers: Partial<GreenroomApi>, signals?: FakeSignals) {
  const api = fakeGreenroomApi(answers);
  return ({ children }: { children?: ReactNode }) =>
    signals ? (
      <TestApiProvider
        apis={[
          [greenroomApiRef, api],
          [signalApiRef, signals],
        ]}
      >
        {children}
      </TestApiProvider>
    ) : (
      <TestApiProvider apis={[[greenroomApiRef, api]]}>
        {children}
      </TestApiProvider>
    );
}

const REF = {
  kind: 'Workbench' as const,
  project: 'fraud',
  name: 'explore',
};

describe('useAsset', () => {
  it('follows the asset by its signal', async () => {
    const signals = new FakeSignals();
    const workbench = aWorkbench();
    const getAsset = jest
      .fn()
      .mockResolvedValueOnce(workbench)
      .mockResolvedValue(aWorkbench({ status: aStatus({ phase: 'Stopped' }) }));
    const { result } = renderHook(() => useAsset(REF), {
      wrapper: inApp({ getAsset }, signals),
    });

    expect(result.current.state).toBe('loading');
    await waitFor(() => expect(result.current.asset).toBe(workbench));
    expect(signals.channels).toEqual(
      expect.arrayContaining([assetChannel(workbench.id), LIST_CHANNEL]),
    );
    act(() =>
      signals.send(assetChannel(workbench.id), {
        id: workbench.id,
        sequence: 2,
      }),
    );

    await waitFor(() =>
      expect(result.current.asset?.status.phase).toBe('Stopped'),
    );
    expect(getAsset).toHaveBeenCalledWith(REF, {
      signal: expect.any(AbortSignal),
    });
  });

  it('finds an asset that is created later', async () => {
    const signals = new FakeSignals();
    const getAsset = jest
      .fn()
      .mockRejectedValueOnce(new NotFoundError('not yet'))
      .mockResolvedValue(aWorkbench());
    const { result } = renderHook(() => useAsset(REF), {
      wrapper: inApp({ getAsset }, signals),
    });
    await waitFor(() => expect(result.current.state).toBe('missing'));

    act(() => signals.send(LIST_CHANNEL, { sequence: 1 }));

    await waitFor(() => expect(result.current.state).toBe('ready'));
  });

  it('works without signals, and asks again when told to', async () => {
    const getAsset = jest.fn(async () => aWorkbench() as never);
    const { result } = renderHook(() => useAsset(REF), {
      wrapper: inApp({ getAsset }),
    });
    await waitFor(() => expect(result.current.state).toBe('ready'));

    act(() => result.current.refresh());

    await waitFor(() => expect(getAsset).toHaveBeenCalledTimes(2));
  });

  it('turns to another asset', async () => {
    const getAsset = jest.fn(async ({ name }) => aWorkbench({ name }) as never);
    const { result, rerender } = renderHook(
      ({ name }) => useAsset({ ...REF, name }),
      { wrapper: inApp({ getAsset }), initialProps: { name: 'explore' } },
    );
    await waitFor(() => expect(result.current.asset?.name).toBe('explore'));

    rerender({ name: 'other' });

    expect(result.current.state).toBe('loading');
    await waitFor(() => expect(result.current.asset?.name).toBe('other'));
  });
});

describe('useAssets', () => {
  it('reads every page', async () => {
    const rows = [aWorkbench(), aWorkbench({ name: 'second' })].map(summaryOf);
    const listAssets = jest
      .fn()
      .mockResolvedValueOnce({ items: [rows[0]], nextCursor: 'more' })
      .mockResolvedValueOnce({ items: [rows[1]] });
    const { result } = renderHook(() => useAssets({ project: 'fraud' }), {
      wrapper: inApp({ listAssets }),
    });

    await waitFor(() =>
      expect(result.current.value).toEqual({ items: rows, more: false }),
    );
    expect(listAssets).toHaveBeenLastCalledWith(
      expect.objectContaining({ project: 'fraud', cursor: 'more' }),
      expect.anything(),
    );
  });

  it('stops at its limit and says that there are more', async () => {
    const listAssets = jest.fn(async () => ({
      items: Array.from({ length: 200 }, () => summaryOf(aWorkbench())),
      nextCursor: 'more',
    }));
    const { result } = renderHook(() => useAssets(), {
      wrapper: inApp({ listAssets }),
    });

    await waitFor(() => expect(result.current.value?.more).toBe(true));
    expect(result.current.value?.items).toHaveLength(LIST_LIMIT);
  });

  it('asks again when any asset changed', async () => {
    const signals = new FakeSignals();
    const listAssets = jest.fn(async () => ({ items: [] }));
    const { result } = renderHook(() => useAssets(), {
      wrapper: inApp({ listAssets }, signals),
    });
    await waitFor(() => expect(result.current.state).toBe('ready'));

    act(() => signals.send(LIST_CHANNEL, { sequence: 1 }));

    await waitFor(() => expect(listAssets).toHaveBeenCalledTimes(2));
  });
});

describe('useLog', () => {
  const explore = { pod: 'explore-0', container: 'explore' };

  it('reads a log once, and again only when told to', async () => {
    const logs = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(new Error('no answer'))
      .mockResolvedValue('two');
    const { result } = renderHook(() => useLog(REF, { ...explore }), {
      wrapper: inApp({ logs }),
    });
    expect(result.current).toMatchObject({
      state: 'loading',
      refreshing: true,
    });
    await waitFor(() => expect(result.current.value).toBe('one'));
    expect(logs).toHaveBeenCalledTimes(1);

    act(() => result.current.refresh());
    expect(result.current).toMatchObject({ value: 'one', refreshing: true });
    await waitFor(() => expect(result.current.state).toBe('error'));
    act(() => result.current.refresh());
    await waitFor(() => expect(result.current.value).toBe('two'));
  });

  it('never shows the lines of one container for those of another', async () => {
    const logs = jest
      .fn()
      .mockResolvedValueOnce('of explore')
      .mockReturnValue(new Promise(() => {}));
    const { result, rerender } = renderHook(
      ({ container }) => useLog(REF, { container }),
      { wrapper: inApp({ logs }), initialProps: { container: 'explore' } },
    );
    await waitFor(() => expect(result.current.value).toBe('of explore'));

    rerender({ container: 'proxy' });

    expect(result.current).toMatchObject({ state: 'loading' });
    expect(result.current.value).toBeUndefined();
    const [, , first] = logs.mock.calls[0];
    expect(first.signal.aborted).toBe(true);
  });

  it('tells a refusal from a failure', async () => {
    const logs = jest.fn().mockRejectedValue(new NotAllowedError('no'));
    const { result } = renderHook(() => useLog(REF, explore), {
      wrapper: inApp({ logs }),
    });
    await waitFor(() => expect(result.current.state).toBe('denied'));
  });
});

it('reads capacity, clusters and standards', async () => {
  const { result } = renderHook(
    () => ({
      capacity: useCapacity(),
      clusters: useClusters(),
      profiles: useStandards('hardwareProfiles'),
    }),
    { wrapper: inApp({}) },
  );

  await waitFor(() => {
    expect(result.current.capacity.value?.accelerators[0].free).toBe(3);
    expect(result.current.clusters.value).toEqual([]);
    expect(result.current.profiles.value?.[0].name).toBe('nvidia-a100');
  });
});

describe('entityAssetRef', () => {
  it('reads the annotation of an entity of that kind', () => {
    const entity = entityOf(aWorkbench());

    expect(entityAssetRef(entity, 'Workbench')).toEqual(REF);
    expect(entityAssetRef(entity, 'Project')).toBeUndefined();
    entity.metadata.annotations = {};
    expect(entityAssetRef(entity, 'Workbench')).toBeUndefined();
  });
});
