import {
  RemixiconComponentType,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiDeleteBinLine,
  RiErrorWarningLine,
  RiLoader2Line,
  RiPauseCircleLine,
  RiQuestionLine,
  RiStopCircleLine,
  RiTimeLine,
} from '@remixicon/react';
import { Phase } from '@greenroom/backstage-plugin-greenroom-common';

/** A colour token of Backstage UI, which has a value for light and for dark. */
export type StatusColor =
  | '--bui-fg-positive'
  | '--bui-fg-announcement'
  | '--bui-fg-warning'
  | '--bui-fg-negative'
  | '--bui-fg-secondary';

export interface PhaseLook {
  icon: RemixiconComponentType;
  color: StatusColor;
  /** What the word means, in a sentence. */
  meaning: string;
}

/** How each phase looks; never by colour alone. */
export const PHASE_LOOKS: Record<Phase, PhaseLook> = {
  Pending: {
    icon: RiTimeLine,
    color: '--bui-fg-warning',
    meaning: 'Waiting for something before it can start.',
  },
  Progressing: {
    icon: RiLoader2Line,
    color: '--bui-fg-announcement',
    meaning: 'On its way; nothing to do.',
  },
  Ready: {
    icon: RiCheckboxCircleLine,
    color: '--bui-fg-positive',
    meaning: 'Running and usable.',
  },
  Degraded: {
    icon: RiErrorWarningLine,
    color: '--bui-fg-warning',
    meaning: 'Running, but something is wrong.',
  },
  Failed: {
    icon: RiCloseCircleLine,
    color: '--bui-fg-negative',
    meaning: 'Does not run, and will not by itself.',
  },
  Stopping: {
    icon: RiPauseCircleLine,
    color: '--bui-fg-secondary',
    meaning: 'Being stopped.',
  },
  Stopped: {
    icon: RiStopCircleLine,
    color: '--bui-fg-secondary',
    meaning: 'Not running. Its data is kept.',
  },
  Deleting: {
    icon: RiDeleteBinLine,
    color: '--bui-fg-secondary',
    meaning: 'Being deleted.',
  },
  Unknown: {
    icon: RiQuestionLine,
    color: '--bui-fg-secondary',
    meaning: 'Greenroom cannot see its state at the moment.',
  },
};
