import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aConnection,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { useTemplateHrefs } from './useTemplateHrefs';

const Links = ({ asset }: { asset: Asset }) => {
  const { edit, copy } = useTemplateHrefs();
  return (
    <>
      <a href={edit(asset)}>edit</a>
      <a href={copy(asset)}>copy</a>
    </>
  );
};

/** What a form is filled with. */
async function filled(link: string): Promise<unknown> {
  const href = (await screen.findByText(link)).getAttribute('href') ?? '';
  return JSON.parse(
    new URL(href, 'https://portal.example.org').searchParams.get('formData') ??
      '',
  );
}

describe('useTemplateHrefs', () => {
  it('fills the form with the revision that is edited, and with none for a copy', async () => {
    const workbench = aWorkbench();
    renderWithApi(<Links asset={workbench} />);

    expect(await filled('edit')).toEqual({
      ...JSON.parse(JSON.stringify(workbench.spec)),
      project: 'fraud',
      name: 'explore',
      revision: workbench.revision,
    });
    expect(await filled('copy')).not.toHaveProperty('revision');
  });

  it.each([
    [{ values: {} }, 'values'],
    [{ secretRef: { name: 'theirs' } }, 'secretRef'],
    [{ externalSecret: { store: 'vault', keys: [] } }, 'externalSecret'],
  ])('says where %j of a connection comes from', async (from, credentials) => {
    const { values, ...spec } = aConnection().spec;
    renderWithApi(
      <Links asset={aConnection({ spec: { ...spec, ...from } as never })} />,
    );

    expect(await filled('edit')).toMatchObject({ ...from, credentials });
    expect(await filled('copy')).toMatchObject({ ...from, credentials });
  });
});
