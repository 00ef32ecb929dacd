import { cards } from './cards';
import { change } from './change';
import { clusters } from './clusters';
import { create } from './create';
import { memory } from './memory';
import { remove } from './remove';
import { restart } from './restart';
import { Scenario } from './Scenario';
import { storm } from './storm';
import { takeover } from './takeover';

export const SCENARIOS: readonly Scenario[] = [
  create,
  restart,
  change,
  storm,
  cards,
  clusters,
  takeover,
  remove,
  memory,
];
