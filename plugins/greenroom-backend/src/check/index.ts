export { ConnectionChecker } from './ConnectionChecker';
export type { CheckerOptions } from './ConnectionChecker';
export { ConnectionChecks } from './ConnectionChecks';
export { readAllowedHosts } from './readAllowedHosts';
