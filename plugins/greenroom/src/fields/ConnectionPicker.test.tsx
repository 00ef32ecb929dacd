import {
  aConnection,
  aStatus,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied } from '../__testUtils__/failures';
import { fieldProps } from '../__testUtils__/fieldProps';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { ConnectionPicker } from './ConnectionPicker';

const of = (project?: string) => ({ formContext: { formData: { project } } });

describe('ConnectionPicker', () => {
  const listAssets = jest.fn(async () => ({
    items: [
      summaryOf(aConnection()),
      summaryOf(
        aConnection({
          name: 'db',
          title: 'db',
          status: aStatus({ phase: 'Pending' }),
        }),
      ),
    ],
  }));

  it('offers the connections of the project, and says which are not ready', async () => {
    const onChange = jest.fn();
    renderWithApi(
      <ConnectionPicker
        {...fieldProps<string[]>({
          title: 'Connections',
          formData: ['db'],
          onChange,
        })}
        {...of('fraud')}
      />,
      { listAssets },
    );

    await userEvent.click(await screen.findByLabelText('Models (models-s3)'));
    expect(onChange).toHaveBeenLastCalledWith(['db', 'models-s3']);
    await userEvent.click(screen.getByLabelText('db, Pending'));
    expect(onChange).toHaveBeenLastCalledWith([]);
    expect(listAssets).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Connection', project: 'fraud' }),
      expect.anything(),
    );
  });

  it('keeps one that has gone, so that it can be taken out', async () => {
    renderWithApi(
      <ConnectionPicker
        {...fieldProps<string[]>({ title: 'Connections', formData: ['old'] })}
        {...of('fraud')}
      />,
      { listAssets: async () => ({ items: [] }) },
    );

    expect(
      await screen.findByLabelText('old, not there any more'),
    ).toBeChecked();
    expect(screen.getByText(/has no connections/)).toBeInTheDocument();
  });

  it('asks for a project first, and says when connections may not be seen', async () => {
    renderWithApi(
      <>
        <ConnectionPicker {...fieldProps<string[]>({ title: 'A' })} {...of()} />
        <ConnectionPicker
          {...fieldProps<string[]>({ title: 'B' })}
          {...of('fraud')}
        />
      </>,
      { listAssets: denied },
    );

    expect(screen.getByText(/Choose a project first/)).toBeInTheDocument();
    expect(
      await screen.findByText(/no permission to see the connections/),
    ).toBeInTheDocument();
  });
});
