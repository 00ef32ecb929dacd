import { TestApiProvider } from '@backstage/frontend-test-utils';
import { stringifyAssetRef } from '@greenroom/backstage-plugin-greenroom-common';
import { render, renderHook, screen, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { greenroomApiRef } from '../api/greenroomApiRef';
import { useAsset } from '../hooks/useAsset';
import { aWorkbench, fakeGreenroomApi } from '../testUtils';

const REF = { kind: 'Workbench' as const, project: 'fraud', name: 'explore' };

function setUp() {
  const getAsset = jest.fn(async () => aWorkbench());
  const api = fakeGreenroomApi({ getAsset: getAsset as never });
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <TestApiProvider apis={[[greenroomApiRef, api]]}>
      {children}
    </TestApiProvider>
  );
  return { getAsset, wrapper };
}

const Card = ({ name = REF.name }) => {
  const { asset } = useAsset({ ...REF, name });
  return <p>{asset && stringifyAssetRef(asset)}</p>;
};

describe('sharedQuery', () => {
  it('asks once for all cards about one asset', async () => {
    const { getAsset, wrapper } = setUp();
    render(
      <>
        <Card />
        <Card />
        <Card name="other" />
      </>,
      { wrapper },
    );

    expect(await screen.findAllByText('Workbench:fraud/explore')).toHaveLength(
      3,
    );
    expect(getAsset).toHaveBeenCalledTimes(2);
  });

  it('asks anew after the last reader has left, and for each API', async () => {
    const { getAsset, wrapper } = setUp();
    const first = renderHook(() => useAsset(REF), { wrapper });
    await waitFor(() => expect(first.result.current.state).toBe('ready'));
    first.unmount();

    const second = renderHook(() => useAsset(REF), { wrapper });
    expect(second.result.current.state).toBe('loading');
    await waitFor(() => expect(second.result.current.state).toBe('ready'));
    expect(getAsset).toHaveBeenCalledTimes(2);

    const other = setUp();
    const third = renderHook(() => useAsset(REF), { wrapper: other.wrapper });
    await waitFor(() => expect(third.result.current.state).toBe('ready'));
    expect(other.getAsset).toHaveBeenCalledTimes(1);
  });
});
