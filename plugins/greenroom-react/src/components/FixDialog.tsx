import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { Asset, Fix } from '@greenroom/backstage-plugin-greenroom-common';
import { useMemo, useState } from 'react';
import { failureKind, failureText } from '../api/failure';
import { greenroomApiRef } from '../api/greenroomApiRef';
import { applyChange } from '../fix/applyChange';
import { differences } from '../fix/differences';

export interface FixDialogProps {
  asset: Asset;
  /** A fix that has a `change`. */
  fix: Fix;
  onClose: () => void;
  /** The new revision is declared. */
  onDone: () => void;
}

/** Shows what a fix changes, and declares it as a new revision of what the reader has seen. */
export const FixDialog = ({ asset, fix, onClose, onDone }: FixDialogProps) => {
  const api = useApi(greenroomApiRef);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const spec = useMemo(
    () => applyChange(asset.spec, fix.change ?? {}),
    [asset.spec, fix.change],
  );
  const changes = differences(asset.spec, spec);

  const declare = async () => {
    setPending(true);
    setError(undefined);
    try {
      await api.declare(asset, {
        spec,
        reason: fix.text,
        ifMatch: asset.revision,
      });
      onDone();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };

  return (
    <Dialog
      isOpen
      width="min(32rem, calc(100vw - 2rem))"
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{fix.text}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">
            This changes the declaration of {asset.title} as follows:
          </Text>
          <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
            {changes.map(({ field, before, after }) => (
              <li key={field}>
                <Text as="span">
                  <strong>{field}</strong>: {before ?? 'not set'} →{' '}
                  {after ?? 'not set'}
                </Text>
              </li>
            ))}
          </ul>
          {changes.length === 0 && (
            <Text as="p">Nothing: it already is like this.</Text>
          )}
          {error !== undefined && <FixFailure error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          isPending={pending}
          isDisabled={!changes.length}
          onPress={declare}
        >
          Apply change
        </Button>
      </DialogFooter>
    </Dialog>
  );
};

function FixFailure({ error }: { error: unknown }) {
  return (
    <Alert
      role="alert"
      status="danger"
      title={
        failureKind(error) === 'conflict'
          ? 'Somebody else changed it first'
          : 'It was not changed'
      }
      description={
        failureKind(error) === 'conflict'
          ? 'Close this, look at the new state, and decide again.'
          : failureText(error)
      }
    />
  );
}
