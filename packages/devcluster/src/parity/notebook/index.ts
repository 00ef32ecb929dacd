import { Scenario } from '../Scenario';
import { editing } from './editing';
import { longNames } from './longNames';
import { ownership } from './ownership';
import { refusals } from './refusals';
import { restarting } from './restarting';
import { running } from './running';
import { stopping } from './stopping';

export { notebookQueueScenarios } from './queues';

/** What Greenroom relies on of the Notebook controller. */
export const notebookScenarios: Scenario[] = [
  ...running,
  ...stopping,
  ...restarting,
  ...editing,
  ...refusals,
  ...longNames,
  ...ownership,
];
