import { main } from './cli/main';

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
