import { Text } from '@backstage/ui';
import { UnknownReason } from '@greenroom/backstage-plugin-greenroom-common';
import {
  failureText,
  LiveResult,
} from '@greenroom/backstage-plugin-greenroom-react';

export interface NotKnownProps {
  /** What is not known: `How full`. */
  what: string;
  live: LiveResult<unknown>;
  /** Of each figure that was asked for, why it is not known, if so. */
  reasons?: readonly (UnknownReason | undefined)[];
  why: (reason: UnknownReason) => string;
}

/** That figures are still asked for, or are not known, and why; nothing when all are there. */
export const NotKnown = ({ what, live, reasons, why }: NotKnownProps) => {
  const lines = textsOf(live, reasons, why);
  return (
    <>
      {lines.map(line => (
        <Text key={line} as="div" variant="body-small" color="secondary">
          {what}: {line}
        </Text>
      ))}
    </>
  );
};

function textsOf(
  { state, value, error }: LiveResult<unknown>,
  reasons: NotKnownProps['reasons'] = [],
  why: NotKnownProps['why'],
): string[] {
  if (state === 'loading') return ['looking…'];
  if (value === undefined) {
    return [
      state === 'denied'
        ? 'not known, since you may not see it'
        : `not known. ${failureText(error)}`,
    ];
  }
  const distinct = new Set(reasons.filter(reason => reason !== undefined));
  return [...distinct].map(reason => `not known, since ${why(reason)}`);
}
