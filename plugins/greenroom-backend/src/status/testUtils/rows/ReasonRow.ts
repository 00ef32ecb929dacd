import { Fix, Phase } from '@greenroom/backstage-plugin-greenroom-common';
import { Evidence } from '../../Evidence';

/** A row of the reason table: a real signal, and what people read. */
export interface ReasonRow {
  /** Its number in the table of reasons; absent when it stands beside the table. */
  row?: number;
  /** The component that says so, with its version. */
  from: string;
  seen: Partial<Evidence>;
  reason: string;
  phase: Phase;
  summary: string;
  /** The object that shows it. */
  object: string;
  evidence: string;
  /** The first thing to do. */
  fix: Fix;
}
