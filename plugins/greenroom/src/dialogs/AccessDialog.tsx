import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import {
  failureText,
  greenroomApiRef,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useEffect, useState } from 'react';
import { DialogFrame } from './DialogFrame';

export interface AccessDialogProps {
  asset: Asset;
  onClose: () => void;
}

/** Shows the token of a workbench while it is open. It is fetched for that and kept nowhere. */
export const AccessDialog = ({ asset, onClose }: AccessDialogProps) => {
  const { token, error } = useToken(asset);
  return (
    <DialogFrame
      title={`Token of ${asset.title}`}
      onClose={onClose}
      footer={
        <>
          {/* Browsers have none on pages that are not secure. */}
          {token !== undefined && navigator.clipboard && (
            <Button
              variant="secondary"
              onPress={() => navigator.clipboard.writeText(token)}
            >
              Copy
            </Button>
          )}
          <Button onPress={onClose}>Done</Button>
        </>
      }
    >
      <Flex direction="column" gap="3">
        <Text as="p">
          Jupyter asks for it when you open the workbench. Whoever has it can
          run code there and read its files, so give it to nobody. That you
          looked at it is recorded.
        </Text>
        {token !== undefined && (
          <code style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
            {token}
          </code>
        )}
        {token === undefined && error === undefined && (
          <Text as="p" role="status">
            Reading the token…
          </Text>
        )}
        {error !== undefined && (
          <Alert
            role="alert"
            status="danger"
            icon
            title="The token cannot be shown"
            description={failureText(error)}
          />
        )}
      </Flex>
    </DialogFrame>
  );
};

/** Asked for once: the shared queries of the cards would keep it. */
function useToken({ kind, project, name }: Asset) {
  const api = useApi(greenroomApiRef);
  const [answer, setAnswer] = useState<{ token?: string; error?: unknown }>({});
  useEffect(() => {
    const ended = new AbortController();
    api.access({ kind, project, name }, { signal: ended.signal }).then(
      ({ token }) => !ended.signal.aborted && setAnswer({ token }),
      error => !ended.signal.aborted && setAnswer({ error }),
    );
    return () => ended.abort();
  }, [api, kind, project, name]);
  return answer;
}
