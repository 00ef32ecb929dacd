import { Alert, Button, Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { ReactNode } from 'react';
import { failureText } from '../api/failure';
import { LiveResult } from '../live/useLive';

export interface LiveContentProps<T> {
  live: LiveResult<T>;
  /** What is shown, in the middle of a sentence: `the accelerators`. */
  what: string;
  /** Said when there is no such thing. */
  missing?: string;
  children: (value: T) => ReactNode;
}

/** The states that everything live has, once: loading, missing, denied, failed, and old. */
export function LiveContent<T>(props: LiveContentProps<T>) {
  const { live, what, missing, children } = props;
  if (live.value !== undefined) {
    return (
      <Flex direction="column" gap="3" style={{ minWidth: 0 }}>
        {live.stale && (
          <Alert
            role="status"
            status="warning"
            icon
            title="This may be old"
            description={`Greenroom does not answer, so ${what} may have changed since.`}
            customActions={<RetryButton live={live} />}
          />
        )}
        {children(live.value)}
      </Flex>
    );
  }
  switch (live.state) {
    case 'missing':
      return (
        <Alert
          role="status"
          status="info"
          icon
          title="Nothing here yet"
          description={missing ?? `Greenroom does not know ${what}.`}
        />
      );
    case 'denied':
      return (
        <Alert
          role="status"
          status="info"
          icon
          title="You may not see this"
          description={`You have no permission to see ${what}. The owner of the project can give it to you.`}
        />
      );
    case 'error':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={`Cannot show ${what}`}
          description={failureText(live.error)}
          customActions={<RetryButton live={live} />}
        />
      );
    default:
      return <Loading what={what} />;
  }
}

function RetryButton<T>({ live }: { live: LiveResult<T> }) {
  return (
    <Button size="small" variant="secondary" onPress={live.refresh}>
      Try again
    </Button>
  );
}

function Loading({ what }: { what: string }) {
  return (
    <Flex direction="column" gap="2" role="status" aria-busy="true">
      <VisuallyHidden>Loading {what}</VisuallyHidden>
      <Skeleton width="40%" height={20} />
      <Skeleton width="90%" height={16} />
      <Skeleton width="70%" height={16} />
    </Flex>
  );
}
