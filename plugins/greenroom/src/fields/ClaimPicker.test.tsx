import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied } from '../__testUtils__/failures';
import { fieldProps } from '../__testUtils__/fieldProps';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { ClaimPicker } from './ClaimPicker';

const of = (project?: string) => ({ formContext: { formData: { project } } });

describe('ClaimPicker', () => {
  const claims = jest.fn(async () => [
    {
      name: 'corpus',
      size: '2Ti',
      phase: 'Bound',
      usedBy: ['explore', 'train'],
    },
    { name: 'scratch', phase: 'Pending', usedBy: [] },
  ]);

  it('offers the claims of the project, and no claim at all', async () => {
    const onChange = jest.fn();
    renderWithApi(
      <ClaimPicker
        {...fieldProps<string>({
          title: 'Existing claim',
          formData: 'corpus',
          onChange,
        })}
        {...of('fraud')}
      />,
      { claims },
    );

    const choice = await screen.findByLabelText('Existing claim');
    expect(choice).toHaveDisplayValue(
      'corpus (2Ti), used by explore and train',
    );
    await userEvent.selectOptions(choice, 'scratch, Pending');
    expect(onChange).toHaveBeenLastCalledWith('scratch');
    await userEvent.selectOptions(choice, 'None: a new volume is made');
    expect(onChange).toHaveBeenLastCalledWith(undefined);
    expect(claims).toHaveBeenCalledWith('fraud', expect.anything());
  });

  it('keeps one that has gone, so that another can be chosen', async () => {
    renderWithApi(
      <ClaimPicker
        {...fieldProps<string>({ title: 'Existing claim', formData: 'old' })}
        {...of('fraud')}
      />,
      { claims: async () => [] },
    );

    expect(await screen.findByLabelText('Existing claim')).toHaveDisplayValue(
      'old, not there any more',
    );
  });

  it('asks for a project first, and says when its volumes may not be seen', async () => {
    renderWithApi(
      <>
        <ClaimPicker
          {...fieldProps<string>({ title: 'Existing claim' })}
          {...of()}
        />
        <ClaimPicker
          {...fieldProps<string>({ title: 'Existing claim' })}
          {...of('fraud')}
        />
      </>,
      { claims: denied },
    );

    expect(screen.getByText(/Choose a project first/)).toBeInTheDocument();
    expect(
      await screen.findByText(/no permission to see the project's volumes/),
    ).toBeInTheDocument();
  });
});
