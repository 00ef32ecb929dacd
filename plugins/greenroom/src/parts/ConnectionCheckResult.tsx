import { Alert } from '@backstage/ui';
import {
  CheckOutcome,
  ConnectionCheck,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  failureKind,
  failureText,
  TimeAgo,
} from '@greenroom/backstage-plugin-greenroom-react';
import { CheckState } from './useConnectionCheck';

/** Tells it from other things that are said about a connection. */
const LABEL = 'Connection check';

type Look = {
  status: 'success' | 'info' | 'warning' | 'danger';
  title: string;
};

const LOOKS: Record<CheckOutcome, Look> = {
  reachable: { status: 'success', title: 'It works from the portal' },
  refused: { status: 'danger', title: 'It answers, and refuses' },
  unclear: { status: 'warning', title: 'Cannot tell' },
  unreachable: { status: 'danger', title: 'It cannot be reached' },
  incomplete: { status: 'warning', title: 'Its values do not do' },
  notAllowed: { status: 'info', title: 'Checks may not go there' },
  off: { status: 'info', title: 'Checks are off' },
};

/** How a check of a connection ended, in words and with what to do. Nothing before there was one. */
export const ConnectionCheckResult = ({ of }: { of: CheckState }) => {
  if (of.checking) {
    return (
      <Alert
        role="status"
        aria-label={LABEL}
        status="info"
        isPending
        title="Checking the connection…"
        description="This takes some seconds at most."
      />
    );
  }
  if (of.found) return <Found check={of.found} />;
  return of.error === undefined ? null : (
    <Alert
      role="alert"
      aria-label={LABEL}
      status="danger"
      icon
      title={
        failureKind(of.error) === 'denied'
          ? 'You may not check this connection'
          : 'It could not be checked'
      }
      description={failureText(of.error)}
    />
  );
};

function Found({ check }: { check: ConnectionCheck }) {
  const { outcome, message, fix, checkedAt, ms } = check;
  return (
    <Alert
      role="status"
      aria-label={LABEL}
      icon
      {...LOOKS[outcome]}
      description={
        <>
          {message} {fix}{' '}
          <small>
            Checked <TimeAgo at={checkedAt} />
            {ms >= 100 && `, in ${(ms / 1000).toFixed(1)} s`}.
          </small>
        </>
      }
    />
  );
}
