import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** Options of `npm start`, for `--help` and for parsing. */
const START = {
  port: { type: 'string', default: '7007' },
  state: { type: 'string', default: '.greenroom' },
  reset: { type: 'boolean', default: false },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  yes: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

export const START_HELP = `npm start -- [options]

  --port N           port of the portal (7007); 0 takes any free one
  --state DIR        folder of database, cluster and logs (.greenroom); another folder is another portal
  --reset            forget all state first: database, cluster, declarations
  --kubeconfig FILE  use an existing cluster instead of the development cluster
  --context NAME     which context of that file (its current one)
  --yes              agree to create Greenroom's two ServiceAccounts there
  --demo             declare the demonstration's assets there too
  --verbose          show the backend's whole log
  --help             this text
`;

function parse(args, options, command) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false })
      .values;
  } catch (error) {
    throw new Failure(error.message, `${command} -- --help lists the options.`);
  }
}

/** @throws Failure that names the option */
export function parseStartOptions(args) {
  const values = parse(args, START, 'npm start');
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Failure(
      `--port must be a number from 0 to 65535, not "${values.port}".`,
      'Example: npm start -- --port 7008',
    );
  }
  if (values.context && !values.kubeconfig) {
    throw new Failure(
      '--context needs --kubeconfig.',
      'Example: npm start -- --kubeconfig ~/.kube/config --context my-cluster',
    );
  }
  return { ...values, port };
}
