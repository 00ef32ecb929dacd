import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  const environment = process.env;

  afterEach(() => {
    process.env = environment;
  });

  it('opens with the sign-in page of a portal called Greenroom', async () => {
    process.env = {
      ...environment,
      NODE_ENV: 'test',
      // The CLI's bundler puts the configuration here as an array, where Node's types know only strings.
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Greenroom', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost' },
          },
        },
      ] as unknown as string,
    };

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: /enter/i }),
    ).toBeInTheDocument();
    expect(screen.getByText('Greenroom')).toBeInTheDocument();
  });
});
