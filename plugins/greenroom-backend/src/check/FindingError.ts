import { CheckFinding } from '@greenroom/backstage-plugin-greenroom-common';

/** Ends a check: there is nothing more to try. */
export class FindingError extends Error {
  readonly finding: CheckFinding;

  constructor(finding: CheckFinding) {
    super(finding.message);
    this.name = 'FindingError';
    this.finding = finding;
  }
}
